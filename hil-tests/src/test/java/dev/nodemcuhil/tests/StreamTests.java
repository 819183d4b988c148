package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.Cuts;
import dev.nodemcuhil.net.Payload;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TCP carries a stream: where it is cut on its way makes no difference. */
@Epic("What TCP promises")
@Feature("Stream data transfer")
@Story("Lines through the client array")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array")
class StreamTests {
    private static final int LINE = 49;

    /** {@code -Dhil.stream.bytes=65536} for a board whose radio is slow. */
    private static final int MUCH = Integer.getInteger("hil.stream.bytes", 1 << 20);

    static Stream<Cuts> cuts() {
        return Stream.of(
                Cuts.of(1),
                Cuts.of(50),
                Cuts.of(51),
                Cuts.of(535),
                Cuts.of(536),
                Cuts.of(537),
                Cuts.of(1460),
                Cuts.of(2920),
                Cuts.seeded(1, 10),
                Cuts.seeded(2, 100),
                Cuts.seeded(3, 1460));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void givesTheSameWhereverItIsCut(Cuts cuts, Board board) {
        Payload lines = Payload.lines(11, 3_000, LINE, "\r\n");
        try (TcpClient client = board.connect()) {
            client.send(lines.bytes(), cuts);

            assertThat(client).receives(lines);
        }
    }

    @Test
    @DisplayName("Returns each byte but those that end a line")
    void returnsEachByteButThoseThatEndALine(Board board) {
        byte[] all = new byte[255];
        for (int value = 0, at = 0; value < 256; value++) {
            if (value != '\r') {
                all[at++] = (byte) value;
            }
        }
        try (TcpClient client = board.connect()) {
            for (int at = 0; at < all.length; at += LINE) {
                byte[] piece = java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + LINE));
                client.send(piece);
                client.send("\r");
                byte[] line = new byte[piece.length + 2];
                System.arraycopy(piece, 0, line, 0, piece.length);
                line[piece.length] = '\r';
                line[piece.length + 1] = '\n';

                assertThat(client).receives(line);
            }
        }
    }

    @Test
    @DisplayName("1 MiB in lines comes back exactly")
    void returnsAMebibyteInLines(Board board) {
        try (TcpClient client = board.connect()) {
            assertThat(client).echoes(Payload.lines(12, MUCH, LINE, "\r\n"), Duration.ofSeconds(10));
        }
    }

    @Test
    void returnsTextOfOtherAlphabets(Board board) {
        try (TcpClient client = board.connect()) {
            for (String words : new String[] {
                "Grüße aus Köln", "日本語", "emoji 🙂🙃", "\u0000in\u0000between\u0000", "%s%n%x", "  blanks  "
            }) {
                client.send((words + "\r").getBytes(StandardCharsets.UTF_8));

                assertThat(client).receives(words + "\r\n");
            }
        }
    }
}
