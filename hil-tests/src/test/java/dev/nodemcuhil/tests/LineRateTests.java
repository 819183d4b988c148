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
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast the client array is, by the board's own clock: the same in each run. */
@Epic("What TCP promises")
@Feature("Full duplex")
@Story("The client array answers while it listens")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array")
@RequiresCapability(Capability.AIR)
class LineRateTests {
    /** Measured: 221,000. A loop that reads a byte a turn has 99,000. */
    private static final int LEAST_BYTES_A_SECOND = 150_000;

    @Test
    void answersLinesAtFullSpeed(Board board) {
        Payload lines = Payload.lines(1, 64_000, 49, "\r\n");
        try (Simulation simulation = board.simulate(1);
                TcpClient client = simulation.connect()) {
            Duration begin = simulation.time();
            assertThat(client).echoes(lines, Duration.ofSeconds(10));
            Duration took = simulation.time().minus(begin);

            assertThat(lines.length() * 1_000L / took.toMillis())
                    .as("bytes a second")
                    .isGreaterThan(LEAST_BYTES_A_SECOND);
        }
    }

    @Test
    void answersALineWithinFiveMilliseconds(Board board) {
        try (Simulation simulation = board.simulate(2);
                TcpClient client = simulation.connect()) {
            for (int i = 0; i < 20; i++) {
                Duration begin = simulation.time();
                assertThat(client).exchanges("line " + i);

                assertThat(simulation.time().minus(begin))
                        .as("answer to a line")
                        .isLessThan(Duration.ofMillis(5));
            }
        }
    }

    /** Each way takes 100 ms: who waits for an acknowledgement before the next answer needs 400. */
    @Test
    @DisplayName("Five lines on a long way are answered without waiting for acknowledgements")
    void waitsForNoAcknowledgement(Board board) {
        try (Simulation simulation = board.simulate(4);
                TcpClient client = simulation.connect()) {
            assertThat(client).exchanges("before");
            simulation.air().both(AirFaults.none().delay(Duration.ofMillis(100)));
            simulation.pass(Duration.ofSeconds(1));
            Duration begin = simulation.time();
            client.send("1\r2\r3\r4\r5\r");
            assertThat(client).receives("1\r\n2\r\n3\r\n4\r\n5\r\n");

            assertThat(simulation.time().minus(begin))
                    .as("from five lines to their five answers, on a way of 100 ms")
                    .isLessThan(Duration.ofMillis(250));
        }
    }

    /** He sends as fast as TCP lets him. */
    @Test
    void aFastSenderKeepsNobodyWaiting(Board board) {
        try (Simulation simulation = board.simulate(5);
                TcpClient fast = simulation.connect();
                TcpClient other = simulation.connect()) {
            assertThat(other).exchanges("before");
            Payload lines = Payload.lines(5, 40_000, 49, "\r\n");
            fast.send(lines.bytes());
            for (int i = 0; i < 10; i++) {
                Duration begin = simulation.time();
                assertThat(other).exchanges("line " + i);
                assertThat(simulation.time().minus(begin))
                        .as("answer to the other while one sends fast")
                        .isLessThan(Duration.ofMillis(20));
            }
            assertThat(fast).receives(lines);
        }
    }

    /** Its window is closed, and the board's answers wait: nobody else does. A client of a simulation reads only while it waits. */
    @Test
    void aSlowReaderStallsOnlyItself(Board board) {
        int questions = 400; // their answers are more than a PC keeps unread
        try (Simulation simulation = board.simulate(3);
                TcpClient slow = simulation.connect();
                TcpClient other = simulation.connect()) {
            assertThat(other).exchanges("before");
            slow.send("health\r".repeat(questions));
            simulation.pass(Duration.ofSeconds(2));
            assertThat(simulation.traffic().zeroWindows()).as("closed windows").isPositive();
            for (int i = 0; i < 20; i++) {
                Duration begin = simulation.time();
                assertThat(other).exchanges("line " + i);
                assertThat(simulation.time().minus(begin))
                        .as("answer to the other while one does not read")
                        .isLessThan(Duration.ofMillis(50));
            }

            for (int i = 0; i < questions; i++) {
                assertThat(slow.receiveLine()).startsWith("uptime_ms=");
            }
        }
    }
}
