package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpCrowd;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten clients have a place. */
@Epic("A server for many")
@Feature("Client limits")
@Story("Ten places")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array")
class ClientLimitTests {
    private static final int PLACES = 10;
    private static final Duration SOON = Duration.ofSeconds(2);

    @BeforeEach
    void allPlacesAreFree(Board board) {
        board.reset();
    }

    @Test
    @Tag("smoke")
    void turnsTheEleventhClientAwayAndKeepsServingTheFirstTen(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(PLACES)) {
            assertThat(board.tryConnect()).isTurnedAwayWith("BUSY\r\n");
            assertThat(crowd).everyClient().exchanges("still here");
        }
    }

    /** Closing with bytes unread would reset the connection, and the answer could be lost. */
    @Test
    void turnsAClientAwayCleanlyThatHasAlreadySentMuch(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(PLACES);
                TcpClient eleventh = board.connect()) {
            eleventh.send("x".repeat(2000));

            assertThat(eleventh).receives("BUSY\r\n").isClosedByPeer();
            assertThat(crowd).everyClient().exchanges("still here");
        }
    }

    @Test
    void givesThePlaceOfAClientThatLeftToTheNext(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(PLACES)) {
            assertThat(crowd).everyClient().exchanges("here");
            ConsoleCursor console = board.console().cursor();
            crowd.client(3).close();
            String place = console.awaitLine(Pattern.compile("Client (\\d+) disconnected"), SOON)
                    .group(1);

            try (TcpClient next = board.connect()) {
                assertThat(next).exchanges("hello");
                console.awaitLine("Client " + place + " connected from", SOON);
                assertThat(board.tryConnect()).isTurnedAwayWith("BUSY\r\n");
            }
        }
    }

    @Test
    void givesTheFirstFreePlaceAndTellsWhoTookIt(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(PLACES)) {
            assertThat(crowd).everyClient().exchanges("here");
            ConsoleCursor console = board.console().cursor();
            crowd.client(7).close();
            console.awaitLine("Client 7 disconnected", SOON);
            crowd.client(2).close();
            console.awaitLine("Client 2 disconnected", SOON);

            try (TcpClient next = board.connect();
                    TcpClient last = board.connect()) {
                console.awaitLine(placeOf(next, 2), SOON);
                console.awaitLine(placeOf(last, 7), SOON);
            }
        }
    }

    @Test
    void freesThePlaceOfAClientThatVanishedWithAReset(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(PLACES)) {
            assertThat(crowd).everyClient().exchanges("here");
            ConsoleCursor console = board.console().cursor();

            crowd.client(0).reset();

            console.awaitLine("disconnected", SOON);
            try (TcpClient next = board.connect()) {
                assertThat(next).exchanges("hello");
            }
        }
    }

    private static Pattern placeOf(TcpClient client, int place) {
        return Pattern.compile(
                "^Client " + place + " connected from \\d+\\.\\d+\\.\\d+\\.\\d+:" + client.localPort() + "$");
    }
}
