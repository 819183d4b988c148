package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.Capability.ADVANCE_CLOCK;
import static dev.nodemcuhil.board.Capability.AIR;
import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
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

            board.clock().advance(Duration.ofMinutes(10).minusSeconds(1));
            assertThat(client).exchanges("still here");

            board.clock().advance(Duration.ofMinutes(10).minusSeconds(1));
            assertThat(client).exchanges("and again");
        }
    }

    @Test
    @DisplayName("A key within ten minutes keeps its client, though no line is ended")
    @RequiresCapability(AIR)
    void keepsTheClientThatTypesWithoutEndingALine(Board board) {
        try (Simulation simulation = board.simulate(2);
                TcpClient client = simulation.connect()) {
            assertThat(client).exchanges("hello");
            for (String key : new String[] {"a", "b"}) {
                simulation.pass(Duration.ofMinutes(6));
                client.send(key);
            }
            simulation.pass(Duration.ofMinutes(6));

            assertThat(client).exchanges("c", "abc");
        }
    }

    /** In a simulation, whose time is exact. */
    @Test
    @RequiresCapability(AIR)
    void measuresEachClientByItself(Board board) {
        try (Simulation simulation = board.simulate(1);
                TcpClient silent = simulation.connect();
                TcpClient first = simulation.connect()) {
            assertThat(silent).exchanges("hello");
            assertThat(first).exchanges("hello");
            first.close();
            simulation.pass(Duration.ofMinutes(9).plusSeconds(50));
            try (TcpClient next = simulation.connect()) { // in the place of the first
                simulation.awaitConsole("Client 0 disconnected", Duration.ofSeconds(30));
                simulation.pass(Duration.ofMinutes(9));

                assertThat(next).exchanges("nobody's silence but my own counts");
            }
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
