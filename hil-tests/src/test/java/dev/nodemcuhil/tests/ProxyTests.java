package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.air.StreamFaults;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpEnd;
import dev.nodemcuhil.proxy.ProxyEvent;
import dev.nodemcuhil.proxy.TcpProxy;
import dev.nodemcuhil.proxy.Way;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A bad link, made by a proxy in front of the board: no board needs to be able to do anything for it. */
@Epic("What TCP promises")
@Feature("Reliability")
@Story("A bad link in front of any board")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array")
class ProxyTests {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration ALL_LINES = Duration.ofSeconds(20);
    /** More than the buffers on the way there and back hold, without this client's own. */
    private static final int LINES = 10_000;

    private static final Pattern CONNECTED = Pattern.compile("^Client (\\d+) connected from");

    @Test
    void returnsLinesWholeThroughSlicesOfOneByte(Board board) {
        TcpProxy proxy = board.proxy(1);
        proxy.both(StreamFaults.none().slices(1, Duration.ofMillis(1)).jitter(Duration.ofMillis(1)));

        try (TcpClient client = board.connectThrough(proxy)) {
            assertThat(client)
                    .exchanges("hello")
                    .andThen()
                    .exchanges("x".repeat(49))
                    .andThen()
                    .exchanges("x".repeat(50), "ERR line too long");
        }
    }

    @Test
    void freesThePlaceOfAClientThatIsCutInMidLineAndServesOthers(Board board) {
        losesAClientInMidLine(board, StreamFaults.none().cutAfter(4), TcpEnd.CLOSED);
    }

    @Test
    void freesThePlaceOfAClientThatIsResetInMidLineAndServesOthers(Board board) {
        losesAClientInMidLine(board, StreamFaults.none().resetAfter(4), TcpEnd.RESET);
    }

    private static void losesAClientInMidLine(Board board, StreamFaults faults, TcpEnd end) {
        ConsoleCursor console = board.console().cursor();
        TcpProxy proxy = board.proxy(2);
        try (TcpClient lost = board.connectThrough(proxy)) {
            String place = console.awaitLine(CONNECTED, SOON).group(1);
            try (TcpClient neighbour = board.connect()) {
                neighbour.send("still ");
                proxy.toBoard(faults);

                lost.sendLine("half a line");

                assertThat(lost.awaitEnd(SOON)).as(proxy.log()).contains(end);
                console.awaitLine("Client " + place + " disconnected", SOON);
                neighbour.sendLine("here");
                assertThat(neighbour).receives("still here\r\n");
            }
        }
        try (TcpClient next = board.connect()) {
            assertThat(next).exchanges("a fresh line");
        }
    }

    @Test
    void isHeldUpByAStalledReaderForThatClientAlone(Board board) {
        String lines = IntStream.range(0, LINES)
                .mapToObj(number -> "line " + number + " of a reader that stalls\r\n")
                .collect(Collectors.joining());
        TcpProxy proxy = board.proxy(3);
        try (TcpClient stalled = board.connectThrough(proxy);
                TcpClient neighbour = board.connect()) {
            proxy.fromBoard(StreamFaults.none().stallAfter(100));
            stalled.send(lines);
            assertThat(stalled).receives(lines.substring(0, 100));

            board.await("the board to read no more of it").within(SOON).until(() -> {
                long before = passedToBoard(proxy);
                assertThat(stalled).staysSilentFor(QUIET);
                return passedToBoard(proxy) == before;
            });
            assertThat(passedToBoard(proxy)).as(proxy.log()).isLessThan(lines.length());
            assertThat(neighbour).exchanges("still here");

            proxy.clear();
            assertThat(stalled).receives(lines.substring(100), ALL_LINES);
            assertThat(neighbour).exchanges("and again");
        }
    }

    private static long passedToBoard(TcpProxy proxy) {
        return proxy.events().stream()
                .filter(event -> event.way() == Way.TO_BOARD && event.kind() == ProxyEvent.Kind.PASSED)
                .mapToLong(ProxyEvent::bytes)
                .sum();
    }

    /** The core writes nothing more once the client's FIN is there: the FIN waits until the board has answered. The answer is on its way still when the board ends the connection. */
    @Test
    void doesNotTakeBackTheAnswerToALineBeforeAHalfClose(Board board) {
        ConsoleCursor console = board.console().cursor();
        TcpProxy proxy = board.proxy(4);
        try (TcpClient client = board.connectThrough(proxy)) {
            String place = console.awaitLine(CONNECTED, SOON).group(1);
            int bytes = "goodbye\r\n".length();
            proxy.toBoard(StreamFaults.none()
                    .stallAfter(bytes, Duration.ofMillis(300))
                    .halfCloseAfter(bytes));
            proxy.fromBoard(StreamFaults.none().delay(Duration.ofMillis(600)));

            client.sendLine("goodbye");

            console.awaitLine("Client " + place + " disconnected", SOON);
            assertThat(client).receives("goodbye\r\n");
            assertThat(client.awaitEnd(SOON)).as(proxy.log()).isPresent();
        }
    }
}
