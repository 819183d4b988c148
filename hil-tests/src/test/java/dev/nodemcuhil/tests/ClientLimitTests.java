package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten clients have a place. */
@Epic("A server for many")
@Feature("Client limits")
@Story("Ten places")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array", resetBeforeEach = true)
class ClientLimitTests {
    private static final int PLACES = 10;
    private static final Duration SOON = Duration.ofSeconds(2);

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

    /** It would keep the door shut for everybody else. */
    @Test
    @RequiresCapability(Capability.AIR)
    void sendsAClientAwayThatGoesOnSending(Board board) {
        try (Simulation simulation = board.simulate(1)) {
            List<TcpClient> ten = ten(simulation);
            try (TcpClient talker = simulation.connect()) {
                assertThat(talker).receives("BUSY\r\n");
                boolean ended = false;
                for (int i = 0; i < 30 && !ended; i++) { // 1.5 s, never quiet for long
                    talker.send("and another thing");
                    simulation.pass(Duration.ofMillis(50));
                    ended = talker.awaitEnd(Duration.ZERO).isPresent();
                }

                assertThat(ended).as("sent away").isTrue();
            }
            try (TcpClient next = simulation.connect()) {
                assertThat(next).receives("BUSY\r\n", Duration.ofSeconds(1));
            }
            ten.forEach(TcpClient::close);
        }
    }

    /** What comes is read until it is quiet: closing earlier would be a reset, which takes the answer with it. */
    @Test
    @RequiresCapability(Capability.AIR)
    void readsWhatAClientSendsThatIsTurnedAway(Board board) {
        try (Simulation simulation = board.simulate(2)) {
            List<TcpClient> ten = ten(simulation);
            try (TcpClient talker = simulation.connect()) {
                for (int i = 0; i < 16; i++) { // 0.8 s
                    talker.send("and another thing");
                    simulation.pass(Duration.ofMillis(50));
                }

                assertThat(talker).receives("BUSY\r\n").isClosedByPeer();
            }
            ten.forEach(TcpClient::close);
        }
    }

    @Test
    @DisplayName("Whoever finds no place is sent away within 0.2 s, and so is the next")
    @RequiresCapability(Capability.AIR)
    void sendsAwayQuickly(Board board) {
        try (Simulation simulation = board.simulate(3)) {
            List<TcpClient> ten = ten(simulation);
            for (int i = 0; i < 5; i++) {
                Duration begin = simulation.time();
                try (TcpClient late = simulation.connect()) {
                    assertThat(late).receives("BUSY\r\n").isClosedByPeer();
                    assertThat(simulation.time().minus(begin))
                            .as("from the connect to the goodbye")
                            .isLessThan(Duration.ofMillis(200));
                }
            }
            ten.forEach(TcpClient::close);
        }
    }

    @Test
    void servesWhoeverComesInAnyOrder(Board board) {
        Random random = new Random(7);
        List<TcpClient> connected = new ArrayList<>();
        try {
            for (int round = 0; round < 60; round++) {
                if (connected.size() == PLACES || (!connected.isEmpty() && random.nextInt(3) == 0)) {
                    ConsoleCursor console = board.console().cursor();
                    connected.remove(random.nextInt(connected.size())).close();
                    console.awaitLine("disconnected", SOON);
                } else {
                    TcpClient client = board.connect();
                    connected.add(client);
                    assertThat(client).exchanges("round " + round + ", seed 7");
                }
                connected.forEach(client -> client.sendLine("all"));
                connected.forEach(client -> assertThat(client).receives("all\r\n"));
            }
        } finally {
            connected.forEach(TcpClient::close);
        }
    }

    @Test
    void turnsTenAwayOneAfterTheOther(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(PLACES)) {
            assertThat(crowd).everyClient().exchanges("here");
            for (int i = 0; i < 10; i++) {
                try (TcpClient late = board.connect()) {
                    assertThat(late).receives("BUSY\r\n").isClosedByPeer();
                }
            }
            assertThat(crowd).everyClient().exchangesItsOwn("still");
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

    private static List<TcpClient> ten(Simulation simulation) {
        List<TcpClient> ten = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            ten.add(simulation.connect());
            assertThat(ten.get(i)).exchanges("here");
        }
        return ten;
    }

    private static Pattern placeOf(TcpClient client, int place) {
        return Pattern.compile(
                "^Client " + place + " connected from \\d+\\.\\d+\\.\\d+\\.\\d+:" + client.localPort() + "$");
    }
}
