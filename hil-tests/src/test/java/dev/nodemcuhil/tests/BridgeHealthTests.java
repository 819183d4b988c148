package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A port of its own tells how the bridge is, and asking disturbs nobody. */
@Epic("A server for many")
@Feature("Staying up")
@Story("Health of the bridge")
@Tag("limits")
@UsesBoard(firmware = "tcp-socket-server")
@RequiresCapability(Capability.AIR)
class BridgeHealthTests {
    private static final int PORT = 8887;
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    @Test
    void tellsUptimeHeapAndResetReasonWhileAClientIsServed(Board board) {
        try (TcpClient client = Bridge.served(board);
                TcpClient asker = board.connect(PORT)) {
            Health health = Health.ask(asker, board.firmware());

            assertThat(health.uptimeMillis()).isPositive();
            assertThat(health.freeHeapBytes()).isBetween(10_000L, 80_000L);
            assertThat(health.largestBlockBytes())
                    .as("largest block of a free heap of %d bytes", health.freeHeapBytes())
                    .isBetween(1_000L, health.freeHeapBytes());
            assertThat(health.resetReason()).isEqualTo("External System");
            assertThat(client).staysSilentFor(AT_ONCE);
        }
    }

    @Test
    void tellsWhyItWasReset(Board board) {
        try (Simulation simulation = board.simulate(1)) {
            try (TcpClient asker = simulation.connect(PORT)) {
                assertThat(Health.ask(asker, board.firmware()).resetReason()).isEqualTo("Power On");
            }
            simulation.reset();
            simulation.awaitConsole("on port", Duration.ofSeconds(10));
            try (TcpClient asker = simulation.connect(PORT)) {
                assertThat(Health.ask(asker, board.firmware()).resetReason()).isEqualTo("External System");
            }
        }
    }

    @Test
    @DisplayName("Its uptime is that of the clock")
    void tellsItsUptimeByTheClock(Board board) {
        try (Simulation simulation = board.simulate(2);
                TcpClient asker = simulation.connect(PORT)) {
            long before = Health.ask(asker, board.firmware()).uptimeMillis();
            assertThat(Duration.ofMillis(before)).isBetween(Duration.ZERO, simulation.time());

            simulation.pass(Duration.ofSeconds(90));

            assertThat(Health.ask(asker, board.firmware()).uptimeMillis() - before)
                    .as("milliseconds after 90 s")
                    .isBetween(90_000L, 90_100L);
        }
    }

    @Test
    void tellsTheHeapOfNow(Board board) {
        try (Simulation simulation = board.simulate(3);
                TcpClient asker = simulation.connect(PORT)) {
            Health alone = Health.ask(asker, board.firmware());
            List<TcpClient> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                waiting.add(simulation.connect());
            }
            Health crowded = Health.ask(asker, board.firmware());

            assertThat(crowded.freeHeapBytes())
                    .as("free heap with four more connections")
                    .isLessThan(alone.freeHeapBytes() - 500);
            waiting.forEach(TcpClient::close);
        }
    }

    @Test
    @DisplayName("Each line is answered once, whatever it says and wherever it is cut")
    void answersEachLineOnce(Board board) {
        try (Simulation simulation = board.simulate(4);
                TcpClient asker = simulation.connect(PORT)) {
            asker.send("hea");
            assertThat(asker).staysSilentFor(Duration.ofMillis(300));
            asker.send("lth\n\r\nhow are you?\r\n");

            for (int line = 0; line < 3; line++) {
                assertThat(asker.receiveLine())
                        .matches(board.firmware().healthReply().orElseThrow());
            }
            assertThat(asker).staysSilentFor(Duration.ofMillis(300));
        }
    }

    @Test
    void answersOneAfterTheOther(Board board) {
        try (Simulation simulation = board.simulate(5)) {
            try (TcpClient first = simulation.connect(PORT);
                    TcpClient second = simulation.connect(PORT)) {
                second.sendLine("health");
                assertThat(second).staysSilentFor(Duration.ofMillis(300));
                assertThat(Health.ask(first, board.firmware()).freeHeapBytes()).isPositive();

                first.close();

                assertThat(second.receiveLine(SOON)).startsWith("uptime_ms=");
            }
            for (int i = 0; i < 20; i++) {
                try (TcpClient next = simulation.connect(PORT)) {
                    assertThat(Health.ask(next, board.firmware()).freeHeapBytes())
                            .isPositive();
                }
            }
        }
    }

    @Test
    void anAskerThatAsksNothingStopsNobody(Board board) {
        try (Simulation simulation = board.simulate(6);
                TcpClient asker = simulation.connect(PORT);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", SOON);
            goesOn(simulation, client);
            assertThat(asker).staysSilentFor(AT_ONCE);
        }
    }

    /** 400 answers are more than its window and the chip keep. A client of a simulation reads only while it waits. */
    @Test
    void anAskerThatDoesNotReadStopsNobodyAndLosesNothing(Board board) {
        int questions = 400;
        try (Simulation simulation = board.simulate(7);
                TcpClient asker = simulation.connect(PORT);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", SOON);
            asker.send("health\n".repeat(questions));
            simulation.pass(SOON);
            assertThat(simulation.traffic().zeroWindows()).as("closed windows").isPositive();

            goesOn(simulation, client);

            for (int i = 0; i < questions; i++) {
                assertThat(asker.receiveLine())
                        .matches(board.firmware().healthReply().orElseThrow());
            }
        }
    }

    @Test
    @DisplayName("An asker that vanished keeps the next one waiting for 25 s")
    void answersTheNextWhenAnAskerHasVanished(Board board) {
        try (Simulation simulation = board.simulate(8);
                TcpClient vanishing = simulation.connect(PORT);
                TcpClient next = simulation.connect(PORT)) {
            assertThat(Health.ask(vanishing, board.firmware()).freeHeapBytes()).isPositive();
            simulation.air().cutOff(vanishing);
            next.sendLine("health");

            assertThat(next.receiveLine(Duration.ofSeconds(30))).startsWith("uptime_ms=");
        }
    }

    private static void goesOn(Simulation simulation, TcpClient client) {
        for (int i = 0; i < 5; i++) {
            client.send("there " + i);
            simulation.awaitConsole("there " + i, AT_ONCE);
            simulation.type("back " + i);
            assertThat(client).receives("back " + i, AT_ONCE);
        }
    }
}
