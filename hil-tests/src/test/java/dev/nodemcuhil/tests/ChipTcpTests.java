package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodemcuhil.air.AirFaults;
import dev.nodemcuhil.air.AirTraffic;
import dev.nodemcuhil.air.ConnectingClients;
import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.Capability;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpEnd;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the chip's own lwIP does with windows, queues, resets and addresses. Each test repeats from its seed. */
@Epic("What TCP promises")
@Feature("Reliability")
@Story("The chip's own TCP/IP")
@Tag("limits")
@UsesBoard(firmware = "self-test")
@RequiresCapability(Capability.AIR)
class ChipTcpTests {
    @Test
    @DisplayName("A slow reader closes its window, opens it again, and nothing is lost")
    void closesItsWindowWhileTheSketchReadsSlowly(Board board) {
        int bytes = 20_000;
        try (Simulation simulation = board.simulate(1);
                TcpClient client = simulation.connect()) {
            client.send("slow " + bytes + " 2000\n");
            client.send(new byte[bytes]);

            assertThat(client.receiveLine(Duration.ofSeconds(60))).startsWith("took " + bytes + " bytes in");
            assertThat(simulation.traffic().zeroWindows()).as("closed windows").isPositive();
            assertThat(simulation.time()).isGreaterThan(Duration.ofSeconds(9));
        }
    }

    @Test
    @DisplayName("Five of eleven connect while the sketch sleeps, the others as it takes them")
    void letsFiveWaitWhileTheSketchSleeps(Board board) {
        try (Simulation simulation = board.simulate(2);
                TcpClient commander = simulation.connect()) {
            commander.send("delay 2000\n");
            simulation.pass(Duration.ofMillis(100));
            try (ConnectingClients eleven = simulation.beginConnecting(11)) {
                simulation.pass(Duration.ofMillis(1_500));
                assertThat(eleven.connected())
                        .as("connected during delay(2000)")
                        .isEqualTo(5);

                simulation.pass(Duration.ofSeconds(8));
                assertThat(eleven.connected())
                        .as("three places were free, and five may wait")
                        .isEqualTo(8);

                eleven.closeConnected();
                simulation.pass(Duration.ofSeconds(20));
                assertThat(eleven.connected()).isEqualTo(11);
            }
        }
    }

    @Test
    @DisplayName("A chip that was reset answers an old connection with RST")
    void answersAnOldConnectionWithResetAfterItsOwn(Board board) {
        try (Simulation simulation = board.simulate(3);
                TcpClient client = simulation.connect()) {
            simulation.reset();
            simulation.awaitConsole("Listening", Duration.ofSeconds(20));

            client.sendLine("health");

            assertThat(client.awaitEnd(Duration.ofSeconds(2))).contains(TcpEnd.RESET);
        }
    }

    @Test
    @DisplayName("The address changes with the lease, and the board goes on at the new one")
    void takesANewAddressWhenItsLeaseIsRefused(Board board) throws UnknownHostException {
        InetAddress next = InetAddress.getByName("127.72.9.9");
        try (Simulation simulation = board.simulate(4)) {
            simulation.lease(simulation.address(), Duration.ofMinutes(2));
            try (TcpClient before = simulation.connect()) {
                before.sendLine("health");
                assertThat(before.receiveLine()).contains("uptime_ms");
            }
            simulation.lease(next, Duration.ofHours(1));
            simulation.pass(Duration.ofSeconds(130));

            assertThat(simulation.address()).isEqualTo(next);
            try (TcpClient after = simulation.connect()) {
                after.sendLine("health");
                assertThat(after.receiveLine()).contains("uptime_ms");
            }
        }
    }

    @Test
    @DisplayName("After 200 connections the heap is what it was")
    void givesTheHeapBack(Board board) {
        try (Simulation simulation = board.simulate(5)) {
            long before = freeHeap(simulation, board);
            for (int i = 0; i < 200; i++) {
                try (TcpClient client = simulation.connect()) {
                    client.send("stream 10\n");
                    client.receive(10);
                }
                simulation.pass(Duration.ofMillis(20));
            }
            simulation.pass(Duration.ofMinutes(5)); // TIME_WAIT is over

            assertThat(freeHeap(simulation, board)).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("A run with faults repeats frame by frame from its seed")
    void repeatsFromItsSeed(Board board) {
        AirTraffic first = run(board, 6);

        assertThat(run(board, 6)).isEqualTo(first);
        assertThat(run(board, 7).fingerprint()).isNotEqualTo(first.fingerprint());
    }

    private static AirTraffic run(Board board, long seed) {
        try (Simulation simulation = board.simulate(seed);
                TcpClient client = simulation.connect()) {
            simulation.air().both(AirFaults.none().lose(0.1).jitter(Duration.ofMillis(5)));
            client.send("echo 20000\n");
            client.send("x".repeat(20_000).getBytes(StandardCharsets.US_ASCII));
            client.receive(20_000, Duration.ofMinutes(5));
            return simulation.traffic();
        }
    }

    private static long freeHeap(Simulation simulation, Board board) {
        try (TcpClient client = simulation.connect()) {
            return Health.ask(client, board.firmware()).freeHeapBytes();
        }
    }
}
