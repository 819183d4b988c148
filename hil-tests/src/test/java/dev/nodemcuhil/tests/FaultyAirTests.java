package dev.nodemcuhil.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodemcuhil.air.AirFaults;
import dev.nodemcuhil.air.AirTraffic;
import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.Capability;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** TCP's promise of reliability, kept by the chip's own lwIP: whatever the air does, each byte arrives once and in order, both ways. */
@Epic("What TCP promises")
@Feature("Reliability")
@Story("Frames that are lost, come twice or late")
@Tag("limits")
@UsesBoard(firmware = "self-test")
@RequiresCapability(Capability.AIR)
class FaultyAirTests {
    private static final int MEBIBYTE = 1 << 20;
    private static final int PIECE = 8_192;
    private static final Duration RECOVERY = Duration.ofMinutes(20);

    @Test
    @DisplayName("1 MiB and back is exact, with every 5th frame lost")
    void isExactWithEveryFifthFrameLost(Board board) {
        AirTraffic traffic = echoes(board, 5, AirFaults.none().loseEvery(5));

        assertThat(traffic.boardRetransmissions())
                .as("segments that the board sent again")
                .isBetween(1L, traffic.lostFromBoard() + traffic.lostToBoard());
    }

    @Test
    @DisplayName("1 MiB and back is exact, with 20 % of the frames out of order")
    void isExactOutOfOrder(Board board) {
        echoes(board, 7, AirFaults.none().reorder(0.2));
    }

    @Test
    @DisplayName("1 MiB and back is exact, with 20 % of the frames twice")
    void isExactTwice(Board board) {
        echoes(board, 11, AirFaults.none().duplicate(0.2));
    }

    @Test
    @DisplayName("1 MiB and back is exact, with frames lost, twice and out of order")
    void isExactWithAllFaultsAtOnce(Board board) {
        echoes(board, 13, AirFaults.none().lose(0.05).duplicate(0.2).reorder(0.2));
    }

    private static AirTraffic echoes(Board board, long seed, AirFaults faults) {
        byte[] text = new byte[MEBIBYTE];
        new Random(seed).nextBytes(text);
        byte[] back = new byte[MEBIBYTE];
        try (Simulation simulation = board.simulate(seed);
                TcpClient client = simulation.connect()) {
            simulation.air().both(faults);
            client.send("echo " + MEBIBYTE + "\n"); // what follows the line is echoed
            for (int at = 0; at < MEBIBYTE; at += PIECE) {
                client.send(Arrays.copyOfRange(text, at, at + PIECE));
                System.arraycopy(client.receive(PIECE, RECOVERY), 0, back, at, PIECE);
            }
            assertThat(Arrays.mismatch(back, text))
                    .as("first byte that differs, seed " + seed)
                    .isEqualTo(-1);
            return simulation.traffic();
        }
    }
}
