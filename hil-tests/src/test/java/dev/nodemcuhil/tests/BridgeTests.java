package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.Capability.AIR;
import static dev.nodemcuhil.board.Capability.FLASH_BUTTON;
import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodemcuhil.air.ConnectingClients;
import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The steps of the tutorial: telnet on one side, the serial monitor on the other. */
@Epic("The tutorial")
@Feature("Bidirectional communication")
@Story("The bridge between telnet and the serial port")
@Tag("limits")
@UsesBoard(firmware = "tcp-socket-server")
class BridgeTests {
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    @Tag("smoke")
    void tellsTheConsoleWhenAClientComesAndGoes(Board board) {
        ConsoleCursor console = board.console().cursor();

        // It stays until it is served: the sketch passes over a client that left, without a byte, before the sketch
        // looked (as on the chip, it is not connected).
        try (TcpClient client = board.connect()) {
            console.awaitLine("Client Connected", SOON);
            client.close();
        }

        console.awaitLine("Client disconnected", SOON);
    }

    @Test
    @Tag("smoke")
    void carriesWhatTheClientTypesToTheConsole(Board board) {
        try (TcpClient telnet = Bridge.served(board)) {
            telnet.sendLine("hello from telnet");

            board.console().awaitLine("hello from telnet", SOON);
        }
    }

    @Test
    @Tag("smoke")
    void carriesWhatTheConsoleTypesToTheClient(Board board) {
        try (TcpClient telnet = Bridge.served(board)) {
            board.console().sendLine("hello from serial");

            assertThat(telnet).receives("hello from serial\r\n");
        }
    }

    @Test
    @RequiresCapability(FLASH_BUTTON)
    void countsThePressesOfTheFlashButtonFromBoot(Board board) {
        board.reset();
        try (TcpClient telnet = Bridge.served(board)) {
            board.buttons().pressFlash();
            assertThat(telnet).receives("Button pressed 1\r\n");

            board.buttons().pressFlash();
            assertThat(telnet).receives("Button pressed 2\r\n");
        }
    }

    /** A press is counted when it happens, not when it is told. */
    @Test
    @RequiresCapability(FLASH_BUTTON)
    void countsAPressThatNobodyWasToldOf(Board board) {
        board.reset();

        board.buttons().pressFlash();

        try (TcpClient telnet = Bridge.served(board)) {
            board.buttons().pressFlash();
            assertThat(telnet).receives("Button pressed 2\r\n").staysSilentFor(Duration.ofMillis(200));
        }
    }

    @Test
    void carriesEachOfThe256BytesToTheConsole(Board board) {
        try (TcpClient telnet = Bridge.served(board)) {
            telnet.send(allBytes());

            board.console().awaitBytes(allBytes(), SOON);
        }
    }

    @Test
    void carriesEachOfThe256BytesToTheClient(Board board) {
        try (TcpClient telnet = Bridge.served(board)) {
            board.console().send(allBytes());

            assertThat(telnet).receives(allBytes());
        }
    }

    @Test
    void letsTheSecondClientWaitAndKeepsItsBytes(Board board) {
        ConsoleCursor console = board.console().cursor();
        try (TcpClient first = Bridge.served(board);
                TcpClient second = board.connect()) {
            second.sendLine("said while waiting");
            console.expectNo("said while waiting", Duration.ofMillis(500));

            first.close();

            console.awaitLine("Client disconnected", SOON);
            console.awaitLine("Client Connected", SOON);
            console.awaitLine("said while waiting", SOON);
            board.console().sendLine("your turn");
            assertThat(second).receives("your turn\r\n");
        }
    }

    /** After 10 s of silence and three probes 5 s apart. */
    @Test
    @RequiresCapability(AIR)
    void servesTheNextWhenAClientHasVanishedFor25Seconds(Board board) {
        try (Simulation simulation = board.simulate(2);
                TcpClient vanishing = simulation.connect();
                TcpClient next = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", SOON);
            simulation.air().cutOff(vanishing);
            next.send("waiting");
            simulation.pass(Duration.ofSeconds(20));
            assertThat(simulation.console()).doesNotContain("Client disconnected");

            simulation.awaitConsole("waiting", Duration.ofSeconds(10));
        }
    }

    /** lwIP's queue, whose length the sketch leaves as it is. In a simulation: this machine's own TCP answers sooner. */
    @Test
    @RequiresCapability(AIR)
    void letsFourWait(Board board) {
        try (Simulation simulation = board.simulate(1);
                TcpClient first = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", SOON);
            try (ConnectingClients four = simulation.beginConnecting(4)) {
                simulation.pass(Duration.ofMillis(500));

                assertThat(four.connected()).isEqualTo(4);
            }
            first.send("still served");
            simulation.awaitConsole("still served", SOON);
        }
    }

    /** The last bytes are still in the board's hands when the goodbye arrives. */
    @Test
    void losesNoByteThatWasSentBeforeTheGoodbye(Board board) {
        String text = "0123456789abcdef".repeat(128);
        TcpClient telnet = Bridge.served(board);

        telnet.send(text);
        telnet.close();

        board.console().awaitBytes(text.getBytes(StandardCharsets.US_ASCII), SOON);
        board.console().awaitLine("Client disconnected", SOON);
    }

    @Test
    void servesTheNextClientWhenTheFirstIsGoneWithoutAGoodbye(Board board) {
        TcpClient first = Bridge.served(board);
        try (TcpClient second = board.connect()) {
            second.sendLine("still here");

            first.reset();

            board.console().awaitLine("Client disconnected", SOON);
            board.console().awaitLine("still here", SOON);
        }
    }

    /** A client that was reset before its turn, with a word unread: what it said counts, and its connection is gone. */
    @Test
    @RequiresCapability(AIR)
    void passesOverAClientThatWasResetWhileItWaited(Board board) {
        try (Simulation simulation = board.simulate(3);
                TcpClient first = simulation.connect();
                TcpClient second = simulation.connect();
                TcpClient third = simulation.connect()) {
            simulation.awaitConsole("Client Connected\r\n", SOON);
            second.send("said before the reset");
            simulation.pass(Duration.ofMillis(100));
            second.reset();
            simulation.pass(Duration.ofMillis(100));

            first.close();

            third.send("third is here");
            simulation.awaitConsole("third is here", SOON);
            simulation.type("and heard");
            assertThat(third).receives("and heard");
        }
    }

    /** Clients that left before they were served: what they said counts all the same. */
    @Test
    void keepsTheBytesOfClientsThatLeftWhileTheyWaited(Board board) {
        try (TcpClient first = Bridge.served(board)) {
            for (String words : new String[] {"second was here", "third was here"}) {
                try (TcpClient passing = board.connect()) {
                    passing.sendLine(words);
                }
            }

            first.close();

            board.console().awaitLine("second was here", SOON);
            board.console().awaitLine("third was here", SOON);
        }
    }

    @Test
    void carriesBothDirectionsAtOnce(Board board) {
        String up = "up.".repeat(500);
        String down = "down.".repeat(100);
        try (TcpClient telnet = Bridge.served(board)) {
            telnet.send(up);
            board.console().send(down);

            assertThat(telnet).receives(down);
            board.console().awaitBytes(up.getBytes(StandardCharsets.US_ASCII), SOON);
        }
    }

    private static byte[] allBytes() {
        byte[] bytes = new byte[256];
        IntStream.range(0, bytes.length).forEach(value -> bytes[value] = (byte) value);
        return bytes;
    }
}
