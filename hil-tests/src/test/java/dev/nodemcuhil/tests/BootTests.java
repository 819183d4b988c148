package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.console.ConsoleMatch;
import dev.nodemcuhil.crash.ResetReason;
import java.net.InetAddress;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What each firmware says when it starts. */
abstract class BootTests {
    protected static final Duration BOOT = Duration.ofSeconds(10);

    @Test
    void announcesAnAddressThatAnswers(Board board) {
        board.reset();

        InetAddress announced = board.address();

        assertThat(announced.isAnyLocalAddress()).isFalse();
        board.connect().close();
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
    void tellsThatTheResetButtonStartedIt(Board board) {
        ConsoleCursor boot = board.console().cursor();

        board.reset();

        boot.awaitLine("Reset reason: " + ResetReason.EXTERNAL_RESET.words(), BOOT);
    }
}
