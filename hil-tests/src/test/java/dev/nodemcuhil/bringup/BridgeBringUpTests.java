package dev.nodemcuhil.bringup;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpEnd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One client, bridged to the serial port; others wait. */
@UsesBoard(firmware = "tcp-socket-server")
class BridgeBringUpTests extends BringUpTests {
    private static final int EXCHANGES = 50;
    private static final int WAITING_MOST = 8;

    BridgeBringUpTests() {
        super("bridge");
    }

    @Override
    TcpClient served(Board board) {
        ConsoleCursor console = board.console().cursor();
        TcpClient client = board.connect();
        console.awaitLine("Client Connected", BOOT);
        return client;
    }

    @Test
    void timesBothDirections(Board board) {
        List<Duration> toConsole = new ArrayList<>();
        List<Duration> toClient = new ArrayList<>();
        try (TcpClient client = served(board)) {
            for (int i = 0; i < EXCHANGES; i++) {
                ConsoleCursor console = board.console().cursor();
                long start = System.nanoTime();
                client.sendLine("to the console " + i);
                console.awaitLine("to the console " + i, BOOT);
                toConsole.add(Duration.ofNanos(System.nanoTime() - start));
                start = System.nanoTime();
                board.console().sendLine("to the client " + i);
                client.receiveUntil("to the client " + i + "\r\n", BOOT);
                toClient.add(Duration.ofNanos(System.nanoTime() - start));
            }
        }
        times("line.client-to-console", toConsole);
        times("line.console-to-client", toClient);
    }

    /** The client says "no more from me" and still listens: does what the console types reach it? */
    @Test
    void halfCloses(Board board) {
        try (TcpClient client = served(board)) {
            client.sendLine("last words");
            board.console().awaitLine("last words", BOOT); // nothing is unread when the goodbye comes
            client.shutdownOutput();
            board.console().sendLine("an answer");
            String got = new String(client.receiveSome(PATIENCE), StandardCharsets.US_ASCII);
            fact("half-close.answer", got.contains("an answer") ? "arrives" : "does not arrive");
            fact("half-close.end", client.awaitEnd(PATIENCE).map(TcpEnd::words).orElse("kept open for 2 s"));
        }
    }

    /** How many connections the board's system takes while the sketch serves another. Not the same each time on a virtual board: this machine's TCP decides there. */
    @Test
    void letsOthersWait(Board board) {
        List<TcpClient> waiting = new ArrayList<>();
        try (TcpClient first = served(board)) {
            while (waiting.size() < WAITING_MOST) {
                waiting.add(board.connect());
            }
            time("waiting.connected", waiting.size() + " and perhaps more");
        } catch (AssertionError e) {
            time("waiting.connected", Integer.toString(waiting.size()));
        } finally {
            waiting.forEach(TcpClient::close);
        }
        board.reset();
    }
}
