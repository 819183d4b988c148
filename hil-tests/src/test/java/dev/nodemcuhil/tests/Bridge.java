package dev.nodemcuhil.tests;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.net.TcpClient;
import java.time.Duration;

/** How to be the client of a bridge. */
final class Bridge {
    private static final Duration SOON = Duration.ofSeconds(2);

    private Bridge() {}

    /** One client at a time: a test may follow a client of the test before, which the board has still to see off. */
    static TcpClient served(Board board) {
        ConsoleCursor console = board.console().cursor();
        TcpClient client = board.connect();
        console.awaitLine("Client Connected", SOON);
        return client;
    }
}
