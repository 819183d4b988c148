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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever is faster than the other end is held back, and nothing is dropped. */
@Epic("What TCP promises")
@Feature("Flow control")
@Story("The bridge between a fast network and a slow serial line")
@Tag("limits")
@UsesBoard(firmware = "tcp-socket-server")
@RequiresCapability(Capability.AIR)
class FlowControlTests {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void holdsASenderBackThatIsFasterThanTheSerialLineAndDropsNothing(Board board) {
        Payload text = Payload.text(1, 20_000);
        try (Simulation simulation = board.simulate(1);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", LONG);
            int before = simulation.console().length();
            client.send(text.bytes());
            awaitConsoleLength(simulation, before + text.length());

            assertThat(text.difference(said(simulation, before))).isEmpty();
            assertThat(simulation.traffic().zeroWindows()).as("closed windows").isPositive();
        }
    }

    @Test
    void carriesWhatIsTypedWhileTheSerialLineIsBusy(Board board) {
        try (Simulation simulation = board.simulate(2);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", LONG);
            client.send(Payload.text(2, 8_000).bytes()); // its last KiB take 0.2 s on the line
            Duration typed = simulation.time();
            simulation.type("typed meanwhile");

            assertThat(client).receives("typed meanwhile");
            assertThat(simulation.time().minus(typed))
                    .as("from the key to the client")
                    .isLessThan(Duration.ofMillis(50));
        }
    }

    /** Its window of 16 KiB is closed, lwIP keeps 1 KiB, and the rest waits in the serial port: the other way goes on, at its full speed, and what waits is not lost. */
    @Test
    void hearsAClientWhoseWindowIsClosed(Board board) {
        Payload typed = Payload.text(4, 18_000);
        try (Simulation simulation = board.simulate(4);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", LONG);
            simulation.type(new String(typed.bytes(), StandardCharsets.US_ASCII));
            simulation.pass(Duration.ofSeconds(2));
            for (int i = 0; i < 10; i++) {
                client.send("said without reading " + i);
                simulation.awaitConsole("said without reading " + i, Duration.ofMillis(50));
            }

            assertThat(client).receives(typed);
        }
    }

    /** The client's window closes; the other way goes on, and what waits is not lost. */
    @Test
    void carriesWhatAClientSendsThatDoesNotRead(Board board) {
        Payload typed = Payload.text(3, 900); // what the serial port keeps
        try (Simulation simulation = board.simulate(3);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", LONG);
            simulation.type(new String(typed.bytes(), StandardCharsets.US_ASCII));
            simulation.pass(Duration.ofMillis(300));
            client.sendLine("said without reading");
            simulation.awaitConsole("said without reading", LONG);

            assertThat(client).receives(typed);
        }
    }

    private static void awaitConsoleLength(Simulation simulation, int length) {
        Duration end = simulation.time().plus(LONG);
        while (simulation.console().length() < length && simulation.time().compareTo(end) < 0) {
            simulation.pass(Duration.ofMillis(50));
        }
    }

    private static byte[] said(Simulation simulation, int from) {
        return simulation.console().substring(from).getBytes(StandardCharsets.ISO_8859_1);
    }
}
