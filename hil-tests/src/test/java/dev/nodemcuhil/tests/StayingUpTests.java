package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodemcuhil.air.AirFaults;
import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.board.AccessPointSwitch;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.Capability;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpCrowd;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens around it does not end its service. */
@Epic("A server for many")
@Feature("Staying up")
@Story("The client array over the days")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array")
@RequiresCapability(Capability.AIR)
class StayingUpTests {
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES) // ten seconds of a processor, which a busy machine has seldom
    @DisplayName("After 1,000 connections the heap is what it was")
    void givesTheHeapBackAfterAThousandConnections(Board board) {
        try (Simulation simulation = board.simulate(1)) {
            long before = heap(simulation, board);
            Random random = new Random(1);
            for (int i = 0; i < 1_000; i++) {
                try (TcpClient client = simulation.connect()) {
                    assertThat(client).exchanges("connection " + i);
                    if (random.nextInt(10) == 0) {
                        client.reset();
                    }
                }
            }
            simulation.pass(Duration.ofSeconds(130)); // TIME_WAIT is over

            assertThat(heap(simulation, board)).as("free heap").isEqualTo(before);
        }
    }

    @Test
    @DisplayName("After 100 clients that were turned away the heap is what it was")
    void givesTheHeapBackAfterAHundredClientsThatWereTurnedAway(Board board) {
        try (Simulation simulation = board.simulate(4)) {
            List<TcpClient> ten = ten(simulation);
            long before = heap(ten.get(0), board);
            for (int i = 0; i < 100; i++) {
                try (TcpClient late = simulation.connect()) {
                    assertThat(late).receives("BUSY\r\n").isClosedByPeer();
                }
            }
            simulation.pass(Duration.ofSeconds(130)); // TIME_WAIT is over

            assertThat(heap(ten.get(0), board))
                    .as("free heap")
                    .isCloseTo(before, within(300L)); // segments that are not acknowledged yet
            ten.forEach(TcpClient::close);
        }
    }

    @Test
    @DisplayName("After 10,000 lines the heap is what it was")
    void givesTheHeapBackAfterTenThousandLines(Board board) {
        try (Simulation simulation = board.simulate(2);
                TcpClient client = simulation.connect()) {
            long before = heap(client, board);
            for (int i = 0; i < 400; i++) {
                client.send("a line\r".repeat(24) + "x".repeat(60) + "\r");
                for (int line = 0; line < 24; line++) {
                    assertThat(client).receives("a line\r\n");
                }
                assertThat(client).receives("ERR line too long\r\n");
            }

            assertThat(heap(client, board))
                    .as("free heap")
                    .isCloseTo(before, within(300L)); // segments that are not acknowledged yet
        }
    }

    @Test
    void servesTheNextAfterAResetInMidLine(Board board) {
        for (int i = 0; i < 12; i++) {
            try (TcpClient client = board.connect()) {
                client.send("half a li");
                client.reset();
            }
        }
        try (TcpClient next = board.connect()) {
            assertThat(next).exchanges("next");
        }
    }

    @Test
    void survivesAFloodOfClientsThatLeaveAtOnce(Board board) {
        for (int i = 0; i < 100; i++) {
            board.connect().close();
        }
        board.await("a place after the flood").within(Duration.ofSeconds(5)).untilAsserted(() -> {
            try (TcpClient next = board.connect()) {
                assertThat(next).exchanges("next");
            }
        });
    }

    @Test
    @DisplayName("Its uptime is that of the clock")
    void tellsItsUptimeByTheClock(Board board) {
        try (Simulation simulation = board.simulate(3);
                TcpClient client = simulation.connect()) {
            assertThat(client).exchanges("before");
            long uptime = Health.ask(client, board.firmware()).uptimeMillis();
            simulation.pass(Duration.ofMinutes(9));
            assertThat(client).exchanges("after nine minutes");
            assertThat(Health.ask(client, board.firmware()).uptimeMillis() - uptime)
                    .as("milliseconds that nine minutes add to the uptime")
                    .isBetween(539_000L, 541_000L);
        }
    }

    @Test
    @RequiresCapability(Capability.DROP_WIFI)
    void isThereAgainWhenItsNetworkIs(Board board) {
        board.accessPoint().become(AccessPointSwitch.State.ABSENT);
        board.clock().advance(Duration.ofSeconds(20));
        board.accessPoint().become(AccessPointSwitch.State.PRESENT);
        board.clock().advance(Duration.ofSeconds(10));

        try (TcpClient client = board.connect()) {
            assertThat(client).exchanges("back again");
        }
    }

    @Test
    @RequiresCapability({Capability.DROP_WIFI, Capability.POWER_CYCLE})
    void waitsForANetworkThatComesLate(Board board) {
        board.accessPoint().become(AccessPointSwitch.State.ABSENT);
        board.power().off();
        board.power().on();
        board.clock().advance(Duration.ofSeconds(20));
        board.accessPoint().become(AccessPointSwitch.State.PRESENT);
        board.clock().advance(Duration.ofSeconds(5));
        board.awaitReady();

        try (TcpClient client = board.connect()) {
            assertThat(client).exchanges("here at last");
        }
    }

    @Test
    @DisplayName("Ten connections outlive three seconds without Wi-Fi")
    void carriesOnWithTheSameClientsAfterAShortGap(Board board) {
        try (Simulation simulation = board.simulate(6)) {
            List<TcpClient> ten = ten(simulation);
            simulation.loseNetwork();
            simulation.pass(Duration.ofSeconds(1));
            ten.forEach(client -> client.sendLine("sent into the gap"));
            simulation.pass(Duration.ofSeconds(2));
            simulation.restoreNetwork();

            ten.forEach(client -> assertThat(client).receives("sent into the gap\r\n", Duration.ofSeconds(20)));
            ten.forEach(TcpClient::close);
        }
    }

    /** Its keep-alive asks at 10, 15 and 20 s. */
    @Test
    @DisplayName("A client that nothing is heard of for 17 s keeps its place")
    void outlivesAGapThatIsShorterThanItsKeepAlive(Board board) {
        try (Simulation simulation = board.simulate(7)) {
            List<TcpClient> ten = ten(simulation);
            simulation.air().both(AirFaults.outage());
            simulation.pass(Duration.ofSeconds(17));
            simulation.air().clear();
            simulation.pass(Duration.ofSeconds(30));

            ten.forEach(client -> assertThat(client).exchanges("still here"));
            assertThat(simulation.console()).doesNotContain("disconnected");
            ten.forEach(TcpClient::close);
        }
    }

    /** Who comes and goes, and a line that was too long, and nothing else. */
    @Test
    void saysNothingOfItsOwn(Board board) {
        try (Simulation simulation = board.simulate(8)) {
            TcpClient client = simulation.connect();
            simulation.awaitConsole("Client 0 connected", SOON);
            assertThat(client).exchanges("first");
            simulation.pass(Duration.ofMillis(10)); // the end of that line
            int before = simulation.console().length();
            assertThat(client).exchanges("a line").exchanges("x".repeat(60), "ERR line too long");
            Health.ask(client, board.firmware());
            simulation.pass(Duration.ofMinutes(2));
            client.close();
            simulation.awaitConsole("disconnected\r\n", SOON);
            simulation.pass(Duration.ofMinutes(2));

            assertThat(simulation.console().substring(before))
                    .isEqualTo("Client 0: line too long, dropped\r\nClient 0 disconnected\r\n");
        }
    }

    @Test
    void announcesItsTrueAddressAndListensThere(Board board) throws UnknownHostException {
        InetAddress address = board.address();

        assertThat(address).isEqualTo(board.endpoint(80).getAddress());
    }

    @Test
    void answersTenAfterEachOther(Board board) {
        ConsoleCursor console = board.console().cursor();
        try (TcpCrowd crowd = board.connectCrowd(10)) {
            assertThat(crowd).everyClient().exchangesItsOwn("here");
        }
        for (int i = 0; i < 10; i++) {
            console.awaitLine("disconnected", SOON);
        }
    }

    private static List<TcpClient> ten(Simulation simulation) {
        List<TcpClient> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(simulation.connect());
            assertThat(ten.get(i)).exchanges("here");
        }
        return ten;
    }

    private static long heap(Simulation simulation, Board board) {
        try (TcpClient client = simulation.connect()) {
            return heap(client, board);
        }
    }

    private static long heap(TcpClient client, Board board) {
        return Health.ask(client, board.firmware()).freeHeapBytes();
    }
}
