package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.air.Simulation;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line has room for 49 characters. */
@Epic("A server for many")
@Feature("Overrun protection")
@Story("The longest line")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array")
class LineLimitTests {
    private static final Duration SOON = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 48, 49})
    void returnsALineThatFits(int lengthBytes, Board board) {
        try (TcpClient client = board.connect()) {
            assertThat(client).exchanges("x".repeat(lengthBytes)).andThen().exchanges("next");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 51, 500, 5000})
    void refusesALongerLineAndStaysUp(int lengthBytes, Board board) {
        ConsoleCursor console = board.console().cursor();
        try (TcpClient client = board.connect()) {
            client.sendLine("x".repeat(lengthBytes));

            assertThat(client).receives("ERR line too long\r\n").andThen().exchanges("next");
            console.awaitLine(Pattern.compile("^Client \\d+: line too long, dropped$"), SOON);
        }
        assertThat(board.crashes()).isEmpty(); // checked after every test anyway; said here because it is the point
    }

    @Test
    void tellsTheConsoleWhoseLineWasTooLong(Board board) {
        ConsoleCursor connects = board.console().cursor();
        ConsoleCursor console = board.console().cursor();
        try (TcpCrowd crowd = board.connectCrowd(4)) {
            assertThat(crowd).everyClient().exchanges("here");
            List<String> places = new ArrayList<>(); // From here on: an earlier client may have had the same port.
            for (int index = 0; index < 4; index++) {
                int port = crowd.client(index).localPort();
                places.add(connects.awaitLine(Pattern.compile("^Client (\\d+) connected from .*:" + port + "$"), SOON)
                        .group(1));
            }
            for (int index = 3; index >= 0; index--) {
                crowd.client(index).sendLine("x".repeat(50));

                console.awaitLine(Pattern.compile("^Client " + places.get(index) + ": line too long, dropped$"), SOON);
            }
        }
    }

    /** The core resets a connection of which nothing is unread at the goodbye, as the chip's does; the others are closed by the sketch. */
    @Test
    @RequiresCapability(Capability.AIR)
    void answersAGoodbyeBehindUnreadBytesByAGoodbye(Board board) {
        try (Simulation simulation = board.simulate(2);
                TcpClient client = simulation.connect()) {
            assertThat(client).exchanges("here");
            client.send("x".repeat(3_000));
            client.shutdownOutput();

            assertThat(client).receives("ERR line too long\r\n").isClosedByPeer();
        }
    }

    /** A connection that was reset has no room for answers, and needs none. */
    @Test
    @RequiresCapability(Capability.AIR)
    void freesThePlaceOfAClientThatWasResetWithBytesUnread(Board board) {
        try (Simulation simulation = board.simulate(1)) {
            for (int round = 0; round < 12; round++) {
                TcpClient client = simulation.connect();
                assertThat(client).exchanges("here");
                client.send("short\r".repeat(300));
                simulation.pass(Duration.ofMillis(round));
                client.reset();

                simulation.awaitConsole("Client 0 disconnected", SOON);
            }
        }
    }

    @Test
    void refusesAtThe50thCharacterAndNotAtTheEndOfTheLine(Board board) {
        try (TcpClient client = board.connect()) {
            client.send("x".repeat(50));

            assertThat(client).receives("ERR line too long\r\n");
        }
    }

    /** Most of it is still unread when the goodbye arrives. */
    @Test
    void readsWhatWasSentBeforeTheGoodbyeAndThenFreesThePlace(Board board) {
        ConsoleCursor console = board.console().cursor();
        TcpClient client = board.connect();

        client.send("short\r".repeat(200) + "x".repeat(50));
        client.close();

        console.awaitLine("line too long, dropped", SOON);
        console.awaitLine("disconnected", SOON);
    }

    @Test
    void leavesANeighboursHalfTypedLineIntact(Board board) {
        try (TcpClient neighbour = board.connect();
                TcpClient client = board.connect()) {
            neighbour.send("half a ");
            client.sendLine("x".repeat(5000));
            assertThat(client).receives("ERR line too long\r\n");

            neighbour.sendLine("line");

            assertThat(neighbour).receives("half a line\r\n");
        }
    }
}
