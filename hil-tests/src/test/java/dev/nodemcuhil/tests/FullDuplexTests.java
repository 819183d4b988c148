package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ways at the same time, each at the serial line's full speed. */
@Epic("What TCP promises")
@Feature("Full duplex")
@Story("The bridge carries both ways at once")
@Tag("limits")
@UsesBoard(firmware = "tcp-socket-server")
@RequiresCapability(Capability.AIR)
class FullDuplexTests {
    private static final int BYTES = 64 * 1024;
    private static final int PIECE = 512;
    private static final double BITS_FOR_A_BYTE = 10;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES) // ten seconds of a processor, which a busy machine has seldom
    @DisplayName("64 KiB go each way, at nine tenths of the serial line's speed at least")
    void carriesBothWaysAtTheSpeedOfTheSerialLine(Board board) {
        Payload up = Payload.text(1, BYTES);
        Payload down = Payload.text(2, BYTES);
        try (Simulation simulation = board.simulate(1);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", Duration.ofSeconds(2));
            int before = simulation.console().length();
            byte[] heard = new byte[BYTES];
            int received = 0;
            Duration begin = simulation.time();
            for (int at = 0; at < BYTES; at += PIECE) {
                simulation.type(text(down, at));
                client.send(Arrays.copyOfRange(up.bytes(), at, at + PIECE));
                received = receive(client, heard, received, at);
            }
            receive(client, heard, received, BYTES);
            simulation.pass(Duration.ofMillis(200));
            Duration took = simulation.time().minus(begin).minusMillis(200);

            assertThat(down.difference(heard)).as("what was typed").isEmpty();
            byte[] said = simulation.console().substring(before).getBytes(StandardCharsets.ISO_8859_1);
            assertThat(up.difference(said)).as("what the client sent").isEmpty();
            double seconds = BYTES * BITS_FOR_A_BYTE / board.firmware().consoleBaud();
            assertThat(took).as("time for 64 KiB each way").isLessThan(Duration.ofMillis((long)
                    (seconds * 1_000 / 0.9)));
        }
    }

    /** What was typed before this piece; at most two pieces are on their way, and the serial port keeps 1 KiB. */
    private static int receive(TcpClient client, byte[] into, int received, int upTo) {
        int count = upTo - received;
        System.arraycopy(client.receive(count, Duration.ofSeconds(5)), 0, into, received, count);
        return upTo;
    }

    private static String text(Payload payload, int at) {
        return new String(Arrays.copyOfRange(payload.bytes(), at, at + PIECE), StandardCharsets.US_ASCII);
    }
}
