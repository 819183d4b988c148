package dev.nodemcuhil.bringup;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpCrowd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/** Ten clients, whose lines are echoed. */
@UsesBoard(firmware = "tcp-client-array")
class ClientArrayBringUpTests extends BringUpTests {
    private static final int EXCHANGES = 200;
    private static final int PLACES = 10;
    private static final int FLOOD_BYTES = 64 * 1024;

    ClientArrayBringUpTests() {
        super("client-array");
    }

    @Override
    TcpClient served(Board board) {
        TcpClient client = board.connect();
        client.sendLine("here");
        client.receiveUntil("here\r\n", BOOT);
        return client;
    }

    @Test
    void timesAnEcho(Board board) {
        List<Duration> echoes = new ArrayList<>();
        try (TcpClient client = served(board)) {
            for (int i = 0; i < EXCHANGES; i++) {
                long start = System.nanoTime();
                client.sendLine("echo " + i);
                client.receiveUntil("echo " + i + "\r\n", BOOT);
                echoes.add(Duration.ofNanos(System.nanoTime() - start));
            }
        }
        times("echo", echoes);
    }

    @Test
    void fillsItsPlaces(Board board) {
        board.reset();
        try (TcpCrowd crowd = board.connectCrowd(PLACES)) {
            fact("places.eleventh", outcome(board.tryConnect()));
            time("places.free-after-fin", freed(board, () -> crowd.client(2).close()));
            time("places.free-after-rst", freed(board, () -> crowd.client(3).reset()));
        }
        board.reset();
    }

    private static String freed(Board board, Runnable leave) {
        ConsoleCursor console = board.console().cursor();
        long start = System.nanoTime();
        leave.run();
        try {
            console.awaitLine("disconnected", Duration.ofSeconds(30));
            return millis(System.nanoTime() - start);
        } catch (AssertionError e) {
            return "not within 30 s";
        }
    }

    @Test
    void findsTheLongestLine(Board board) {
        try (TcpClient client = served(board)) {
            for (int length : new int[] {49, 50}) {
                client.sendLine("x".repeat(length));
                fact("line." + length + "-characters", client.receiveLine());
            }
        }
    }

    @Test
    void tellsItsHeap(Board board) {
        board.reset();
        time("heap.after-reset", heap(board));
        try (TcpCrowd crowd = board.connectCrowd(PLACES - 1)) {
            time("heap.with-" + crowd.clients().size() + "-clients", heap(board));
        }
    }

    private String heap(Board board) {
        try (TcpClient client = served(board)) {
            client.sendLine(board.firmware().healthRequest().orElseThrow());
            Matcher health = board.firmware().healthReply().orElseThrow().matcher(client.receiveLine());
            return health.find() ? health.group("heap") + " bytes" : "not told";
        }
    }

    /** A client that sends 64 KiB at once, and only then reads: is every echo there, in order? */
    @Test
    void echoesAFlood(Board board) {
        board.reset();
        try (TcpClient client = served(board)) {
            String lines = "0123456789012345678901234567890\r\n".repeat(FLOOD_BYTES / 33);
            long start = System.nanoTime();
            client.send(lines);
            time("flood.taken-by-this-machine", lines.length() + " bytes in " + millis(System.nanoTime() - start));
            String last = new String(client.receive(lines.length(), Duration.ofSeconds(60)), StandardCharsets.US_ASCII);
            fact("flood.echo", last.equals(lines) ? "complete and in order" : "not what was sent");
            time("flood.echoed", millis(System.nanoTime() - start));
        } catch (AssertionError e) {
            fact("flood.echo", firstLine(e));
        }
    }
}
