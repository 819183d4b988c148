package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static dev.nodemcuhil.crash.ResetReason.EXCEPTION;
import static dev.nodemcuhil.crash.ResetReason.HARDWARE_WATCHDOG;
import static dev.nodemcuhil.crash.ResetReason.SOFTWARE_RESTART;
import static dev.nodemcuhil.crash.ResetReason.SOFTWARE_WATCHDOG;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.crash.Crash;
import dev.nodemcuhil.junit.ExpectsRestart;
import dev.nodemcuhil.junit.UsesBoard;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The self-test sketch crashes in each way there is; each time the crash is told as what it was, and the sketch serves again. */
@Epic("The bench")
@Feature("Crashes")
@Story("Each is told as what it is")
@UsesBoard(firmware = "self-test")
@Tag("slow")
@Tag("self-test")
class CrashTests {
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 6, 9, 20, 28, 29})
    @ExpectsRestart(EXCEPTION)
    void tellsTheExceptionOfTheCpu(int cause, Board board) {
        board.console().sendLine("crash " + cause);

        Crash crash = board.crashes().await();
        Assertions.assertThat(crash.cause()).hasValue(cause);
        servesAgain(board);
    }

    @ParameterizedTest
    @CsvSource({
        "abort, Abort called",
        "panic, Panic self-test.ino",
        "oom, Unhandled C++ exception: OOM",
        "overflow, Stack overflow detected"
    })
    @ExpectsRestart(EXCEPTION)
    void tellsWhatTheCoreSaysOfItsEnd(String command, String headline, Board board) {
        board.console().sendLine(command);

        Assertions.assertThat(board.crashes().await().headline()).startsWith(headline);
        servesAgain(board);
    }

    @Test
    @ExpectsRestart(SOFTWARE_RESTART)
    void tellsARestartThatTheSketchWants(Board board) {
        board.console().sendLine("restart");

        Assertions.assertThat(board.crashes().await().reason()).isEqualTo(SOFTWARE_RESTART);
        servesAgain(board);
    }

    @Test
    @ExpectsRestart(SOFTWARE_WATCHDOG)
    void tellsTheSoftwareWatchdog(Board board) {
        board.console().sendLine("spin");

        Assertions.assertThat(board.crashes().await().reason()).isEqualTo(SOFTWARE_WATCHDOG);
        servesAgain(board);
    }

    @Test
    @ExpectsRestart(HARDWARE_WATCHDOG)
    void tellsTheHardwareWatchdog(Board board) {
        board.console().sendLine("freeze");

        Assertions.assertThat(board.crashes().await().reason()).isEqualTo(HARDWARE_WATCHDOG);
        servesAgain(board);
    }

    private static void servesAgain(Board board) {
        board.awaitReady();
        try (var client = board.connect()) {
            client.sendLine("recurse 3");
            assertThat(client).receives("recursed 3\r\n");
        }
    }
}
