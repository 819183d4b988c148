package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example of the README. */
@Epic("A server for many")
@Feature("Bidirectional echo")
@Story("A line comes back")
@Tag("smoke")
@UsesBoard(firmware = "tcp-client-array")
class EchoTests {
    @Test
    void returnsTheLineItWasSent(Board board) {
        try (TcpClient client = board.connect()) {
            client.sendLine("hello");
            assertThat(client).receives("hello\r\n");
        }
    }
}
