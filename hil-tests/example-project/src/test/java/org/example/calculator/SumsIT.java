package org.example.calculator;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("smoke")
@UsesBoard(firmware = "calculator")
class SumsIT {
    /** Another value makes this test red, to see what that looks like: {@code -Dexample.sum=6}. */
    private static final String SUM = System.getProperty("example.sum", "5");

    @Test
    void addsTwoNumbers(Board board) {
        try (TcpClient client = board.connect()) {
            client.sendLine("2 + 3");
            assertThat(client).receivesLine(SUM);
        }
    }

    @ParameterizedTest
    @CsvSource({"7 - 9, -2", "6 * 7, 42", "-7 / 2, -3", "1+1, 2", "2147483646 + 1, 2147483647"})
    void knowsTheOtherSignsToo(String sum, String result, Board board) {
        try (TcpClient client = board.connect()) {
            assertThat(client).exchanges(sum, result);
        }
    }
}
