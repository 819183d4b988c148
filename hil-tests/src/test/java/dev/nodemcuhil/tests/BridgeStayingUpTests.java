package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodemcuhil.air.AirFaults;
import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.Capability;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.Payload;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens around it does not end its service. */
@Epic("A server for many")
@Feature("Staying up")
@Story("The bridge over the days")
@Tag("limits")
@UsesBoard(firmware = "tcp-socket-server")
@RequiresCapability(Capability.AIR)
class BridgeStayingUpTests {
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void isThereAgainWhenItsNetworkIs(Board board) {
        try (Simulation simulation = board.simulate(1)) {
            serves(simulation, "before");
            simulation.loseNetwork();
            simulation.pass(Duration.ofSeconds(20));
            simulation.restoreNetwork();
            simulation.pass(Duration.ofSeconds(10));

            serves(simulation, "after");
        }
    }

    @Test
    @DisplayName("A connection outlives three seconds without Wi-Fi, and nothing is lost")
    void carriesOnWithTheSameClientAfterAShortGap(Board board) {
        Payload typed = Payload.text(2, 900);
        try (Simulation simulation = board.simulate(2);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", SOON);
            simulation.loseNetwork();
            simulation.pass(Duration.ofSeconds(1));
            client.send("sent into the gap");
            simulation.type(new String(typed.bytes(), StandardCharsets.US_ASCII));
            simulation.pass(SOON);
            simulation.restoreNetwork();

            simulation.awaitConsole("sent into the gap", Duration.ofSeconds(20));
            assertThat(client).receives(typed, Duration.ofSeconds(20));
            assertThat(simulation.console()).doesNotContain("Client disconnected");
        }
    }

    @Test
    @DisplayName("After 300 connections the heap is what it was")
    void givesTheHeapBackAfterThreeHundredConnections(Board board) {
        try (Simulation simulation = board.simulate(3)) {
            serves(simulation, "the first");
            long before = heap(simulation, board);
            for (int i = 0; i < 300; i++) {
                serves(simulation, "client " + i);
            }
            simulation.pass(Duration.ofSeconds(130)); // TIME_WAIT is over

            assertThat(heap(simulation, board)).as("free heap").isEqualTo(before);
        }
    }

    /** Its keep-alive asks at 10, 15 and 20 s. */
    @Test
    @DisplayName("A client that nothing is heard of for 17 s keeps its connection")
    void outlivesAGapThatIsShorterThanItsKeepAlive(Board board) {
        try (Simulation simulation = board.simulate(4);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", SOON);
            simulation.air().both(AirFaults.outage());
            simulation.pass(Duration.ofSeconds(17));
            simulation.air().clear();
            simulation.pass(Duration.ofSeconds(30));

            client.send("still there");
            simulation.awaitConsole("still there", SOON);
            assertThat(simulation.console()).doesNotContain("Client disconnected");
        }
    }

    /** Nobody but a client's coming and going, and what clients send, is told. */
    @Test
    void saysNothingOfItsOwn(Board board) {
        try (Simulation simulation = board.simulate(5)) {
            simulation.connect(8887).close();
            simulation.awaitConsole("on port 8888\r\n", SOON);
            int before = simulation.console().length();
            try (TcpClient client = simulation.connect()) {
                simulation.awaitConsole("Client Connected\r\n", SOON);
                client.send("words\n");
                simulation.type("others");
                assertThat(client).receives("others");
                simulation.pressFlash();
                assertThat(client).receives("Button pressed 1\r\n");
                simulation.releaseFlash();
                simulation.pass(Duration.ofSeconds(15));
            }
            simulation.awaitConsole("Client disconnected\r\n", SOON);
            simulation.pass(Duration.ofSeconds(15));

            assertThat(simulation.console().substring(before))
                    .isEqualTo("Client Connected\r\nwords\nClient disconnected\r\n");
        }
    }

    private static void serves(Simulation simulation, String words) {
        try (TcpClient client = simulation.connect()) {
            client.sendLine(words);
            simulation.awaitConsole(words, SOON);
            simulation.type("to " + words);
            assertThat(client).receives("to " + words);
        }
        simulation.awaitConsole("Client disconnected\r\n", SOON);
    }

    private static long heap(Simulation simulation, Board board) {
        try (TcpClient asker = simulation.connect(8887)) {
            return Health.ask(asker, board.firmware()).freeHeapBytes();
        }
    }
}
