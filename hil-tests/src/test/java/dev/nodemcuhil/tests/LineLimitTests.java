package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line has room for 49 characters. */
@Epic("A server for many")
@Feature("Overrun protection")
@Story("The longest line")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array")
class LineLimitTests {
    private static final Duration SOON = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 48, 49})
    void returnsALineThatFits(int lengthBytes, Board board) {
        try (TcpClient client = board.connect()) {
            assertThat(client).exchanges("x".repeat(lengthBytes)).andThen().exchanges("next");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 51, 500, 5000})
    void refusesALongerLineAndStaysUp(int lengthBytes, Board board) {
        ConsoleCursor console = board.console().cursor();
        try (TcpClient client = board.connect()) {
            client.sendLine("x".repeat(lengthBytes));

            assertThat(client).receives("ERR line too long\r\n").andThen().exchanges("next");
            console.awaitLine(Pattern.compile("^Client \\d+: line too long, dropped$"), SOON);
        }
        assertThat(board.crashes()).isEmpty(); // checked after every test anyway; said here because it is the point
    }

    @Test
    void refusesAtThe50thCharacterAndNotAtTheEndOfTheLine(Board board) {
        try (TcpClient client = board.connect()) {
            client.send("x".repeat(50));

            assertThat(client).receives("ERR line too long\r\n");
        }
    }

    /** Most of it is still unread when the goodbye arrives. */
    @Test
    void readsWhatWasSentBeforeTheGoodbyeAndThenFreesThePlace(Board board) {
        ConsoleCursor console = board.console().cursor();
        TcpClient client = board.connect();

        client.send("short\r".repeat(200) + "x".repeat(50));
        client.close();

        console.awaitLine("line too long, dropped", SOON);
        console.awaitLine("disconnected", SOON);
    }

    @Test
    void leavesANeighboursHalfTypedLineIntact(Board board) {
        try (TcpClient neighbour = board.connect();
                TcpClient client = board.connect()) {
            neighbour.send("half a ");
            client.sendLine("x".repeat(5000));
            assertThat(client).receives("ERR line too long\r\n");

            neighbour.sendLine("line");

            assertThat(neighbour).receives("half a line\r\n");
        }
    }
}
