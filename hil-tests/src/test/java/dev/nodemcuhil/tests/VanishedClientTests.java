package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.Capability;
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

/** A client that is cut off: it sends nothing, not even a FIN, and answers no probe. {@code CutOffClientTests} does the same with this machine's own TCP. */
@Epic("What TCP promises")
@Feature("Reliability")
@Story("Clients that vanish")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array")
@RequiresCapability(Capability.AIR)
class VanishedClientTests {
    @Test
    @DisplayName("A client that vanishes loses its place after 25 s, its neighbour does not")
    void losesItsPlaceWhileANeighbourKeepsIts(Board board) {
        try (Simulation simulation = board.simulate(1);
                TcpClient neighbour = simulation.connect();
                TcpClient vanishing = simulation.connect()) {
            neighbour.sendLine("here");
            assertThat(neighbour).receives("here\r\n");
            simulation.air().cutOff(vanishing);

            simulation.pass(Duration.ofSeconds(20));
            neighbour.sendLine("still here");
            assertThat(neighbour).receives("still here\r\n");

            simulation.awaitConsole("Client 1 disconnected", Duration.ofSeconds(10));
            neighbour.sendLine("for good");
            assertThat(neighbour).receives("for good\r\n");
        }
    }
}
