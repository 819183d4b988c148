package org.example.calculator;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.console.ConsoleCursor;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("limits")
@UsesBoard(firmware = "calculator")
class LimitsIT {
    private static final Duration SOON = Duration.ofSeconds(2);

    @ParameterizedTest
    @CsvSource({
        "1 / 0, ERR division by zero",
        "2147483647 + 1, ERR too large",
        "2147483648 - 1, ERR not a sum",
        "1 +, ERR not a sum"
    })
    void saysWhatItCannotCalculateAndGoesOn(String sum, String answer, Board board) {
        try (TcpClient client = board.connect()) {
            assertThat(client).exchanges(sum, answer).andThen().exchanges("1 + 1", "2");
        }
    }

    @Test
    void refusesALineOfMoreThanFortyCharacters(Board board) {
        try (TcpClient client = board.connect()) {
            assertThat(client).exchanges(" ".repeat(35) + "1 + 1", "2");
            assertThat(client).exchanges(" ".repeat(36) + "1 + 1", "ERR line too long");
        }
    }

    @Test
    void tellsTheConsoleWhatItDidNotUnderstand(Board board) {
        ConsoleCursor console = board.console().cursor();
        try (TcpClient client = board.connect()) {
            client.sendLine("one and one");

            console.awaitLine("Not a sum: one and one", SOON);
        }
    }

    @Test
    void letsTheSecondClientWaitForTheFirst(Board board) {
        try (TcpClient first = board.connect();
                TcpClient second = board.connect()) {
            assertThat(first).exchanges("1 + 1", "2");
            second.sendLine("2 + 2");
            assertThat(second).staysSilentFor(Duration.ofMillis(300));

            first.close();

            assertThat(second).receivesLine("4");
        }
    }
}
