package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.Capability;
import dev.nodemcuhil.board.HilAssertions;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpCrowd;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Epic("A server for many")
@Feature("Staying up")
@Story("Health")
@Tag("smoke")
@UsesBoard(firmware = "tcp-client-array")
class HealthTests {
    @Test
    void tellsUptimeHeapAndResetReason(Board board) {
        try (TcpClient client = board.connect()) {
            Health health = Health.ask(client, board.firmware());

            assertThat(health.freeHeapBytes()).isPositive();
            assertThat(health.largestBlockBytes())
                    .as("largest block of a free heap of %d bytes", health.freeHeapBytes())
                    .isBetween(1_000L, health.freeHeapBytes());
            assertThat(health.resetReason()).isEqualTo("External System");
        }
    }

    @Test
    void countsItsUptime(Board board) {
        try (TcpClient client = board.connect()) {
            long first = Health.ask(client, board.firmware()).uptimeMillis();

            board.await("the uptime to grow")
                    .until(() -> Health.ask(client, board.firmware()).uptimeMillis(), now -> now > first);
        }
    }

    @Test
    void tellsTheHeapOfNow(Board board) {
        try (TcpClient client = board.connect()) {
            long alone = Health.ask(client, board.firmware()).freeHeapBytes();
            try (TcpCrowd crowd = board.connectCrowd(5)) {
                HilAssertions.assertThat(crowd).everyClient().exchanges("here");
                assertThat(Health.ask(client, board.firmware()).freeHeapBytes()).isLessThan(alone - 500);
            }
        }
    }

    /** Every second of ten connections leaves a hole. */
    @Test
    @RequiresCapability(Capability.AIR)
    void tellsTheLargestBlockOfAHeapWithHoles(Board board) {
        try (Simulation simulation = board.simulate(1)) {
            List<TcpClient> ten = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                ten.add(simulation.connect());
                HilAssertions.assertThat(ten.get(i)).exchanges("here");
            }
            for (int i = 0; i < 10; i += 2) {
                ten.get(i).reset();
            }
            simulation.pass(Duration.ofSeconds(1));
            Health health = Health.ask(ten.get(9), board.firmware());

            assertThat(health.largestBlockBytes())
                    .as("largest block of a free heap of %d bytes", health.freeHeapBytes())
                    .isLessThan(health.freeHeapBytes() - 200);
            ten.forEach(TcpClient::close);
        }
    }

    @Test
    void answersWhoeverAsks(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(3)) {
            for (TcpClient client : crowd.clients()) {
                assertThat(Health.ask(client, board.firmware()).freeHeapBytes()).isPositive();
            }
            HilAssertions.assertThat(crowd).everyClient().staysSilentFor(Duration.ofMillis(50));
        }
    }
}
