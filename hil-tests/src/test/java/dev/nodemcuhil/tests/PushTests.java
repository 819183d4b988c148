package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodemcuhil.air.AirFaults;
import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.Capability;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.Cuts;
import dev.nodemcuhil.net.Payload;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is written goes out at once, and what was written before a goodbye arrives. */
@Epic("What TCP promises")
@Feature("Push")
@Story("The bridge waits for nothing")
@Tag("limits")
@UsesBoard(firmware = "tcp-socket-server")
class PushTests {
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void carriesASingleByteThoughNoneFollows(Board board) {
        ConsoleCursor console = board.console().cursor();
        try (TcpClient client = Bridge.served(board)) {
            client.send("x");
            console.awaitText("x", SOON);
            board.console().send("y");
            assertThat(client).receives("y").staysSilentFor(Duration.ofMillis(200));
        }
    }

    @Test
    @RequiresCapability(Capability.AIR)
    void carriesAKeyWithinTwentyMilliseconds(Board board) {
        try (Simulation simulation = board.simulate(1);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", SOON);
            for (int key = 0; key < 20; key++) {
                Duration typed = simulation.time();
                simulation.type("k");
                assertThat(client).receives("k");
                assertThat(simulation.time().minus(typed))
                        .as("from the key to the client")
                        .isLessThan(Duration.ofMillis(20));

                Duration sent = simulation.time();
                client.send("q");
                simulation.awaitConsole("q", SOON);
                assertThat(simulation.time().minus(sent))
                        .as("from the client to the console")
                        .isLessThan(Duration.ofMillis(20));
            }
        }
    }

    /** Each way takes 100 ms: who waits for an acknowledgement before the next piece needs 300. */
    @Test
    @DisplayName("What is typed on a long way arrives without waiting for acknowledgements")
    @RequiresCapability(Capability.AIR)
    void waitsForNoAcknowledgement(Board board) {
        try (Simulation simulation = board.simulate(2);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", SOON);
            simulation.air().both(AirFaults.none().delay(Duration.ofMillis(100)));
            for (int word = 0; word < 5; word++) {
                simulation.pass(Duration.ofSeconds(1));
                Duration typed = simulation.time();
                simulation.type("a word of 30 keys comes quickly");
                assertThat(client).receives("a word of 30 keys comes quickly");

                assertThat(simulation.time().minus(typed))
                        .as("from the first key to the last letter at the client")
                        .isLessThan(Duration.ofMillis(150));
            }
        }
    }

    @Test
    void deliversWhatWasWrittenJustBeforeTheGoodbye(Board board) {
        for (int round = 0; round < 5; round++) {
            Payload text = Payload.text(round, 700);
            ConsoleCursor console = board.console().cursor();
            TcpClient client = Bridge.served(board);
            client.send(text.bytes(), Cuts.seeded(round, 300));
            client.close();

            console.awaitBytes(text.bytes(), SOON);
            console.awaitLine("Client disconnected", SOON);
        }
    }

    /** The core resets a connection of which nothing is unread at the goodbye, as the chip's does; the others are closed by the sketch. */
    @Test
    @RequiresCapability(Capability.AIR)
    void answersAGoodbyeBehindUnreadBytesByAGoodbye(Board board) {
        try (Simulation simulation = board.simulate(7);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", SOON);
            client.send(Payload.text(7, 3_000).bytes());
            client.shutdownOutput();

            assertThat(client).isClosedByPeer();
        }
    }

    @Test
    void keepsWhatIsTypedAfterAGoodbyeForTheNextClient(Board board) {
        try (TcpClient client = Bridge.served(board)) {
            board.console().send("for the first");
            assertThat(client).receives("for the first");
        }
        board.console().awaitLine("Client disconnected", SOON);
        String typed = "typed while nobody was there ".repeat(30);
        board.console().send(typed);
        try (TcpClient next = Bridge.served(board)) {
            assertThat(next).receives(typed.getBytes(StandardCharsets.US_ASCII)).staysSilentFor(Duration.ofMillis(100));
        }
    }

    @Test
    @RequiresCapability(Capability.AIR)
    void keepsAsManyTypedBytesAsItAnnounces(Board board) {
        try (Simulation simulation = board.simulate(6)) {
            simulation.awaitConsole("on port", Duration.ofSeconds(10));
            Matcher announced = Pattern.compile("typed bytes kept: (\\d+)").matcher(simulation.console());
            assertThat(announced.find()).as("announced").isTrue();
            int most = 3_000;
            simulation.type("x".repeat(most));
            simulation.pass(SOON);
            int kept = 0;
            try (TcpClient client = simulation.connect()) {
                byte[] some = client.receiveSome(SOON);
                while (some.length > 0) {
                    kept += some.length;
                    some = client.receiveSome(Duration.ofMillis(200));
                }
            }

            assertThat(kept)
                    .as("typed bytes that a later client gets, of " + most)
                    .isEqualTo(Integer.parseInt(announced.group(1)));
        }
    }

    /** Its last bytes still go to the serial port when something is typed. */
    @Test
    @RequiresCapability(Capability.AIR)
    void keepsWhatIsTypedBetweenTheGoodbyeAndTheEnd(Board board) {
        Payload last = Payload.text(9, 1_800);
        try (Simulation simulation = board.simulate(2)) {
            try (TcpClient client = simulation.connect()) {
                simulation.awaitConsole("Client Connected\r\n", SOON);
                client.send(last.bytes());
            }
            simulation.pass(Duration.ofMillis(60));
            simulation.type("kept for the next");
            simulation.awaitConsole("Client disconnected", SOON);
            try (TcpClient next = simulation.connect()) {
                assertThat(next).receives("kept for the next").staysSilentFor(Duration.ofMillis(100));
            }
        }
    }

    /** The serial port keeps 1 KiB. */
    @Test
    @RequiresCapability(Capability.AIR)
    void keepsWhatIsTypedWhileNobodyIsThere(Board board) {
        Payload typed = Payload.text(10, 1_000);
        try (Simulation simulation = board.simulate(3)) {
            try (TcpClient first = simulation.connect()) {
                simulation.awaitConsole("Client Connected\r\n", SOON);
                first.send("bye");
            }
            simulation.awaitConsole("Client disconnected", SOON);
            simulation.type(new String(typed.bytes(), StandardCharsets.US_ASCII));
            simulation.pass(Duration.ofMillis(200));
            try (TcpClient client = simulation.connect()) {
                assertThat(client).receives(typed).staysSilentFor(Duration.ofMillis(100));
            }
        }
    }

    /** Its window of 16 KiB is closed, and lwIP and the serial port keep 1 KiB each. A client of a simulation reads only while it waits. */
    @Test
    @RequiresCapability(Capability.AIR)
    void keepsWhatIsTypedWhileItsClientDoesNotRead(Board board) {
        Payload typed = Payload.text(11, 18_000);
        try (Simulation simulation = board.simulate(4);
                TcpClient client = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", SOON);
            simulation.type(new String(typed.bytes(), StandardCharsets.US_ASCII));
            simulation.pass(Duration.ofSeconds(3));

            assertThat(client).receives(typed).staysSilentFor(Duration.ofMillis(100));
        }
    }
}
