package dev.nodemcuhil.bringup;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.BootMode;
import dev.nodemcuhil.board.BootRomOutput;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.console.ConsoleLine;
import dev.nodemcuhil.net.ConnectionOutcome;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What both firmware are asked. A test here fails only if it could not measure. */
@Tag("bring-up")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
abstract class BringUpTests {
    private static final int STARTS = 5;
    private static final int BOOT_LINES = 12;
    static final Duration BOOT = Duration.ofSeconds(20);
    static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Nothing here listens on it. */
    private static final int CLOSED_PORT = 9;

    private final String firmware;

    BringUpTests(String firmware) {
        this.firmware = firmware;
    }

    void fact(String name, String value) {
        BringUpFile.fact(firmware + "." + name, value);
    }

    void times(String name, List<Duration> measured) {
        BringUpFile.times(firmware + "." + name, measured);
    }

    void time(String name, String value) {
        BringUpFile.time(firmware + "." + name, value);
    }

    @Test
    void hearsTheRomAtItsOwnSpeed(Board board) {
        rom("rom.flash", board.readBootRom(BootMode.FLASH));
        rom("rom.loader", board.readBootRom(BootMode.UART_DOWNLOAD));
    }

    private void rom(String name, BootRomOutput said) {
        fact(name, said.banner().map(banner -> banner.words()).orElse("nothing that can be read at 74880 baud"));
    }

    @Test
    void timesItsStarts(Board board) {
        List<Duration> toReady = new ArrayList<>();
        List<Duration> toMd5 = new ArrayList<>();
        List<Duration> toAddress = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            ConsoleCursor boot = board.console().cursor();
            ConsoleCursor words = board.console().cursor();
            long start = System.nanoTime();
            board.reset();
            toReady.add(Duration.ofNanos(System.nanoTime() - start));
            Duration first = boot.awaitLine("", BOOT).since();
            toMd5.add(moment(words, board.firmware().identity()).minus(first));
            toAddress.add(moment(words, board.firmware().address()).minus(first));
        }
        times("start.reset-to-ready", toReady);
        times("start.first-line-to-md5", toMd5);
        times("start.first-line-to-address", toAddress);
    }

    private static Duration moment(ConsoleCursor words, Optional<Pattern> pattern) {
        return words.awaitLine(pattern.orElseThrow(), BOOT).line().since();
    }

    @Test
    void writesDownWhatItSaysAtAStart(Board board) {
        ConsoleCursor boot = board.console().cursor();

        board.reset();

        List<String> lines = new ArrayList<>();
        for (ConsoleLine line = boot.awaitLine(board.firmware().identity().orElseThrow(), BOOT)
                        .line();
                lines.size() < BOOT_LINES;
                line = boot.awaitLine("", PATIENCE)) {
            lines.add(line.text());
            if (board.firmware().address().orElseThrow().matcher(line.text()).find()) {
                break;
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            fact("boot.line-" + (i + 1), lines.get(i));
        }
    }

    @Test
    void triesAPortWhereNothingListens(Board board) {
        try {
            board.connect(CLOSED_PORT).close();
            fact("closed-port", "connected");
        } catch (AssertionError e) {
            fact(
                    "closed-port",
                    firstLine(e).replaceAll("\\d+(\\.\\d+)+:\\d+", "it").replaceAll(" within .*", ""));
        }
    }

    /** The sketch has nothing unread: does the goodbye of a client end with one of the board's, or with a reset? */
    @Test
    void saysGoodbyeFirst(Board board) {
        try (TcpClient client = served(board)) {
            long start = System.nanoTime();
            client.shutdownOutput();
            Optional<TcpEnd> end = client.awaitEnd(PATIENCE);
            fact("close.client-says-fin", end.map(TcpEnd::words).orElse("kept open for 2 s"));
            end.ifPresent(how -> time("close.client-says-fin", millis(System.nanoTime() - start)));
        }
    }

    @Test
    void goesOnAfterFiftyShortVisits(Board board) {
        List<Duration> visits = new ArrayList<>();
        int failed = 0;
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            try {
                served(board).close();
                visits.add(Duration.ofNanos(System.nanoTime() - start));
            } catch (AssertionError e) {
                failed++;
            }
        }
        fact("visits.failed-of-50", Integer.toString(failed));
        if (!visits.isEmpty()) {
            times("visits.connect-to-served", visits);
        }
        fact("visits.restarts", Integer.toString(board.crashes().all().size()));
        fact("visits.then", outcome(board.tryConnect()));
    }

    /** A client that the firmware talks to. */
    abstract TcpClient served(Board board);

    static String outcome(ConnectionOutcome outcome) {
        try (outcome) {
            return outcome.getClass().getSimpleName();
        }
    }

    static String millis(long nanos) {
        return String.format(java.util.Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
