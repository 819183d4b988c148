package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpCrowd;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What makes a line. */
@Epic("What TCP promises")
@Feature("Stream data transfer")
@Story("What makes a line")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array")
class LineTests {
    @Test
    void takesACarriageReturnAloneForTheEnd(Board board) {
        try (TcpClient client = board.connect()) {
            client.send("one\rtwo\r\nthree\r");

            assertThat(client).receives("one\r\ntwo\r\nthree\r\n");
        }
    }

    @Test
    void ignoresALineFeedOnlyAfterACarriageReturn(Board board) {
        try (TcpClient client = board.connect()) {
            client.send("one\r");
            assertThat(client).receives("one\r\n");

            client.send("\ntwo\nhalves\r\n\n\r\n");

            assertThat(client).receives("two\nhalves\r\n\n\r\n").staysSilentFor(Duration.ofMillis(200));
        }
    }

    @Test
    void putsALineTogetherFromItsPieces(Board board) {
        try (TcpClient client = board.connect()) {
            for (String piece : "in small pieces\r".split("")) {
                client.send(piece);
            }

            assertThat(client).receives("in small pieces\r\n");
        }
    }

    @Test
    void returnsEachLineToTheClientThatTypedIt(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(3)) {
            for (int i = 0; i < 3; i++) {
                crowd.client(i).send("from " + i + ", half");
            }
            for (int i = 0; i < 3; i++) {
                crowd.client(i).sendLine(" and half");
            }

            for (int i = 0; i < 3; i++) {
                assertThat(crowd.client(i)).receives("from " + i + ", half and half\r\n");
            }
        }
    }
}
