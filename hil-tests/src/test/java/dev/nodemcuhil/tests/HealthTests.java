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
import java.util.regex.Matcher;
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
            Matcher health = askForHealth(client, board);

            assertThat(Integer.parseInt(health.group("heap"))).isPositive();
            assertThat(Integer.parseInt(health.group("block"))).isPositive();
            assertThat(health.group("reset")).isEqualTo("External System");
        }
    }

    @Test
    void countsItsUptime(Board board) {
        try (TcpClient client = board.connect()) {
            long first = Long.parseLong(askForHealth(client, board).group("uptime"));

            board.await("the uptime to grow")
                    .until(() -> Long.parseLong(askForHealth(client, board).group("uptime")), now -> now > first);
        }
    }

    @Test
    void tellsTheHeapOfNow(Board board) {
        try (TcpClient client = board.connect()) {
            int alone = Integer.parseInt(askForHealth(client, board).group("heap"));
            try (TcpCrowd crowd = board.connectCrowd(5)) {
                HilAssertions.assertThat(crowd).everyClient().exchanges("here");
                assertThat(Integer.parseInt(askForHealth(client, board).group("heap")))
                        .isLessThan(alone - 500);
            }
        }
    }

    @Test
    void answersWhoeverAsks(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(3)) {
            for (TcpClient client : crowd.clients()) {
                assertThat(askForHealth(client, board).group("heap")).isNotEmpty();
            }
            HilAssertions.assertThat(crowd).everyClient().staysSilentFor(Duration.ofMillis(50));
        }
    }

    private static Matcher askForHealth(TcpClient client, Board board) {
        client.sendLine(board.firmware().healthRequest().orElseThrow());
        String reply = client.receiveLine();
        Matcher health = board.firmware().healthReply().orElseThrow().matcher(reply);
        assertThat(health.find()).as("health in \"%s\"", reply).isTrue();
        return health;
    }
}
