package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.Capability;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.console.ConsoleMatch;
import dev.nodemcuhil.crash.ResetReason;
import dev.nodemcuhil.junit.RequiresCapability;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What each firmware says when it starts. */
abstract class BootTests {
    protected static final Duration BOOT = Duration.ofSeconds(10);

    /** A radio hears between these. */
    protected static final String SIGNAL = "RSSI: -(?:[1-9]|[1-9]\\d|1[01]\\d) dBm";

    private static final Pattern ANY = Pattern.compile(".*");

    /** The sketch's, where it is given none. */
    private static final String PASSPHRASE =
            Optional.ofNullable(System.getenv("HIL_WIFI_PASSWORD")).orElse("hil-virtual-passphrase");

    @Test
    void announcesAnAddressThatAnswers(Board board) {
        board.reset();

        InetAddress announced = board.address();

        assertThat(announced.isAnyLocalAddress()).isFalse();
        board.connect().close();
    }

    /** All that a firmware says from its first line on, line by line, and nothing between them or behind them. */
    protected static void saysExactly(Board board, String... patterns) {
        ConsoleCursor boot = board.console().cursor();
        Pattern identity = board.firmware().identity().orElseThrow();

        board.reset();

        boot.awaitLine(identity, BOOT);
        for (String pattern : patterns) {
            String line = boot.awaitLine(ANY, BOOT).line().text();
            assertThat(line.matches(pattern))
                    .withFailMessage("The start says \"%s\" where \"%s\" is promised", line, pattern)
                    .isTrue();
            assertThat(line.contains(PASSPHRASE))
                    .withFailMessage("The start tells the passphrase of the Wi-Fi")
                    .isFalse();
        }
        boot.expectNo("\n", Duration.ofMillis(300));
    }

    @Test
    void tellsTheHashOfTheImageThatWasFlashed(Board board) {
        ConsoleCursor boot = board.console().cursor();
        Pattern identity = board.firmware().identity().orElseThrow();

        board.reset();

        ConsoleMatch told = boot.awaitLine(identity, BOOT);
        assertThat(told.group(1)).isEqualTo(board.identity().imageMd5());
    }

    @Test
    @RequiresCapability(Capability.AIR)
    void tellsThatItsSupplyStartedIt(Board board) {
        try (Simulation simulation = board.simulate(1)) {
            simulation.connect().close();
            assertThat(simulation.console()).contains("\nReset reason: Power On\r\n");

            simulation.reset();
            simulation.awaitConsole("\nReset reason: External System\r\n", BOOT);
        }
    }

    @Test
    @DisplayName("Is ready within a second of its start, with a network that lets it in within 0.1 s")
    @RequiresCapability(Capability.AIR)
    void isReadyWithinASecond(Board board) {
        try (Simulation simulation = board.simulate(2)) {
            simulation.connect().close();

            assertThat(simulation.time())
                    .as("from the start to a client that is served")
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void tellsThatTheResetButtonStartedIt(Board board) {
        ConsoleCursor boot = board.console().cursor();

        board.reset();

        boot.awaitLine(Pattern.compile("^Reset reason: " + ResetReason.EXTERNAL_RESET.words() + "$"), BOOT);
    }
}
