package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.Capability.AIR;
import static dev.nodemcuhil.board.Capability.POWER_CYCLE;
import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static dev.nodemcuhil.crash.ResetReason.SOFTWARE_RESTART;

import dev.nodemcuhil.air.AirFaults;
import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.air.StreamFaults;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.ExpectsRestart;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.ConnectionOutcome;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpCrowd;
import dev.nodemcuhil.proxy.TcpProxy;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The code of the page fixtures/docs/test-api.md, which takes it from here. */
@Epic("The bench")
@Feature("The test API")
@Story("What a test can do")
@Tag("smoke")
@Tag("self-test")
@UsesBoard(firmware = "self-test", resetBeforeEach = true)
class TestApiTests {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void talksOverTcp(Board board) {
        try (TcpClient client = board.connect()) {
            client.sendLine("recurse 3");
            assertThat(client).receives("recursed 3\r\n");

            assertThat(client)
                    .exchanges("leak 16", "leaked")
                    .andThen()
                    .exchanges("delay 10", "delayed")
                    .staysSilentFor(Duration.ofMillis(200));

            client.sendLine("health");
            assertThat(client.receiveLine()).contains("free_heap=");
        }
    }

    @Test
    void talksOverTheConsole(Board board) {
        ConsoleCursor clients = board.console().cursor();

        board.console().sendLine("recurse 3");
        board.console().awaitLine("recursed 3", SOON);

        try (TcpClient client = board.connect()) {
            Pattern shown = Pattern.compile("Client from port (\\d+)");
            assertThat(clients.awaitLine(shown, SOON).group(1)).isEqualTo("" + client.localPort());
        }
    }

    @Test
    void servesFourClientsAndLetsTheFifthWait(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(4)) {
            crowd.clients().forEach(client -> client.sendLine("recurse 1"));
            assertThat(crowd).everyClient().receives("recursed 1\r\n");
            try (ConnectionOutcome fifth = board.tryConnect()) {
                assertThat(fifth).isUnserved();
            }

            crowd.client(0).close();
            board.await("a free place").within(SOON).untilAsserted(() -> {
                try (ConnectionOutcome next = board.tryConnect()) {
                    assertThat(next).isServed();
                }
            });
        }
    }

    @Test
    @ExpectsRestart(SOFTWARE_RESTART)
    void startsAgainWhenItIsTold(Board board) {
        board.console().sendLine("restart");

        assertThat(board.crashes().await().reason()).isEqualTo(SOFTWARE_RESTART);
        board.awaitReady();
    }

    @Test
    @RequiresCapability(POWER_CYCLE)
    void startsAgainWhenItsPowerReturns(Board board) {
        ConsoleCursor console = board.console().cursor();
        board.power().off();

        board.power().on();

        console.awaitLine("Reset reason: Power On", SOON);
        board.awaitReady();
    }

    @Test
    @RequiresCapability(AIR)
    void recoversWhatTheAirLoses(Board board) {
        try (Simulation simulation = board.simulate(42);
                TcpClient client = simulation.connect()) {
            simulation.air().both(AirFaults.none().loseEvery(5));
            client.sendLine("health");

            assertThat(client.receiveLine(Duration.ofMinutes(1))).startsWith("uptime_ms=");
        }
    }

    @Test
    void answersThroughABadLink(Board board) {
        TcpProxy proxy = board.proxy(42);
        try (TcpClient client = board.connectThrough(proxy)) {
            proxy.both(StreamFaults.none().delay(Duration.ofMillis(20)).slices(3, Duration.ofMillis(1)));
            assertThat(client).exchanges("recurse 3", "recursed 3");

            proxy.toBoard(StreamFaults.none().cutAfter(4));
            client.sendLine("recurse 4");
            assertThat(client.awaitEnd(SOON)).as(proxy.log()).isPresent();
        }
    }
}
