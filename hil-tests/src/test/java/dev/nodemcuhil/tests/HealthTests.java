package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.HilAssertions;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpCrowd;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
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
            assertThat(health.largestBlockBytes()).isPositive();
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
