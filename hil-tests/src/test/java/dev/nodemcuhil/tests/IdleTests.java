package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.Capability.ADVANCE_CLOCK;
import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is silent for ten minutes loses its place; by the board's clock, which the test moves ahead. */
@Epic("A server for many")
@Feature("Staying up")
@Story("Ten minutes of silence")
@Tag("limits")
@Tag("slow")
@UsesBoard(firmware = "tcp-client-array")
@RequiresCapability(ADVANCE_CLOCK)
class IdleTests {
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void keepsTheClientThatSpeaksWithinTenMinutes(Board board) {
        try (TcpClient client = board.connect()) {
            assertThat(client).exchanges("hello");

            board.clock().advance(Duration.ofMinutes(9));
            assertThat(client).exchanges("still here");

            board.clock().advance(Duration.ofMinutes(9));
            assertThat(client).exchanges("and again");
        }
    }

    @Test
    void closesTheConnectionOfAClientThatIsSilentForTenMinutes(Board board) {
        try (TcpClient client = board.connect()) {
            assertThat(client).exchanges("hello");

            board.clock().advance(Duration.ofMinutes(10).plusSeconds(1));

            assertThat(client).isClosedByPeer();
            board.console().awaitLine("disconnected", SOON);
        }
    }
}
