package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.Cuts;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpCrowd;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** "IMPORTANT: Nothing stops this from overrunning the string and trashing your memory. You SHOULD guard against this." */
@Epic("A server for many")
@Feature("Overrun protection")
@Story("The client array keeps 49 characters of a line")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array", resetBeforeEach = true)
class OverrunTests {
    private static final int PLACES = 10;
    private static final int LONGEST = 49;
    private static final String TOO_LONG = "ERR line too long";

    @ParameterizedTest
    @ValueSource(ints = {47, 48, 49, 50, 51, 52})
    void holdsOnEveryPlaceForTheFirstTheSecondAndTheHundredthLine(int length, Board board) {
        String line = "x".repeat(length);
        String answer = length <= LONGEST ? line : TOO_LONG;
        try (TcpCrowd crowd = board.connectCrowd(PLACES)) {
            for (TcpClient client : crowd.clients()) {
                assertThat(client).exchanges(line, answer).exchanges(line, answer);
                for (int i = 3; i < 100; i++) {
                    client.sendLine("" + i);
                }
                for (int i = 3; i < 100; i++) {
                    assertThat(client).receivesLine("" + i);
                }
                assertThat(client).exchanges(line, answer).exchanges("short");
            }
            assertThat(crowd).everyClient().exchangesItsOwn("still here");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {49, 50})
    void holdsWhereverTheLineIsCut(int length, Board board) {
        byte[] line = ("y".repeat(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (TcpClient client = board.connect()) {
            for (int cut = 1; cut < line.length; cut++) {
                client.send(line, Cuts.of(cut, line.length));

                assertThat(client).receivesLine(length <= LONGEST ? "y".repeat(length) : TOO_LONG);
            }
            assertThat(client).staysSilentFor(Duration.ofMillis(50)).exchanges("next");
        }
    }

    @Test
    void tenAtOnceSendTooMuchAndEachIsTold(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(PLACES)) {
            crowd.clients().forEach(client -> client.sendLine("z".repeat(2_000)));

            assertThat(crowd)
                    .everyClient()
                    .receives(TOO_LONG + "\r\n")
                    .everyClient()
                    .exchangesItsOwn("after it");
        }
    }

    @Test
    void aLongLineHarmsNoNeighboursHalfLine(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(PLACES)) {
            for (int longOne = 0; longOne < PLACES; longOne++) {
                for (int index = 0; index < PLACES; index++) {
                    if (index != longOne) {
                        crowd.client(index).send("half ");
                    }
                }
                crowd.client(longOne).sendLine("w".repeat(300));
                assertThat(crowd.client(longOne)).receivesLine(TOO_LONG);
                for (int index = 0; index < PLACES; index++) {
                    if (index != longOne) {
                        crowd.client(index).sendLine("of " + index);
                        assertThat(crowd.client(index)).receivesLine("half of " + index);
                    }
                }
            }
        }
    }

    @Test
    void countsBytesWhateverTheyMean(Board board) {
        try (TcpClient client = board.connect()) {
            for (String fits :
                    new String[] {"\u0000".repeat(49), "ü".repeat(24), "日".repeat(16), "\u007f\u0001\t".repeat(16)}) {
                assertThat(client).exchanges(fits);
            }
            for (String tooLong : new String[] {"\u0000".repeat(50), "ü".repeat(25), "日".repeat(17)}) {
                assertThat(client).exchanges(tooLong, TOO_LONG);
            }
        }
    }

    @Test
    void aReusedPlaceStartsClean(Board board) {
        String[] leavings = {"half a line", "x".repeat(60), "whole\r", "x".repeat(49)};
        for (String left : leavings) {
            try (TcpClient first = board.connect()) {
                first.send(left);
                if (left.length() > LONGEST) {
                    assertThat(first).receivesLine(TOO_LONG);
                } else if (left.endsWith("\r")) {
                    assertThat(first).receivesLine("whole");
                } else {
                    assertThat(first).staysSilentFor(Duration.ofMillis(30));
                }
            }
            board.console().awaitLine("disconnected", Duration.ofSeconds(2));
            try (TcpClient next = board.connect()) {
                assertThat(next).exchanges("\nnext", "\nnext").staysSilentFor(Duration.ofMillis(30));
            }
            board.console().awaitLine("disconnected", Duration.ofSeconds(2));
        }
    }

    @Test
    void tellsItsHealthAfterALongerLine(Board board) {
        try (TcpClient client = board.connect()) {
            assertThat(client).exchanges("healthy is another line");
            client.sendLine("health");
            org.assertj.core.api.Assertions.assertThat(client.receiveLine()).startsWith("uptime_ms=");
            assertThat(client).exchanges("h".repeat(60), TOO_LONG);
            client.sendLine("health");
            org.assertj.core.api.Assertions.assertThat(client.receiveLine()).startsWith("uptime_ms=");
            assertThat(client).exchanges("HEALTH").exchanges("health ").exchanges(" health");
        }
    }
}
