package dev.nodemcuhil.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A peer that is cut off: it sends nothing, not even a FIN, and answers no probe.
 *
 * <p>Takes a route away, so it runs only in a network namespace made for it: {@code ci/check --only vanished}.
 */
@Epic("What TCP promises")
@Feature("Reliability")
@Story("Clients that vanish")
@Tag("slow")
@Tag("namespace")
@UsesBoard(firmware = "tcp-client-array")
class CutOffClientTests {
    /** An address of this machine that nobody else uses in this namespace. */
    private static final String PEER = "127.77.0.1";

    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** The sketch asks for three probes, five seconds apart, after ten seconds of silence; and some room. */
    private static final Duration PROBES_UNANSWERED = Duration.ofSeconds(45);

    @Test
    void losesItsPlaceWhileANeighbourKeepsIts(Board board) throws IOException, InterruptedException {
        ConsoleCursor console = board.console().cursor();
        InetSocketAddress endpoint = board.endpoint(board.firmware().tcpPorts().get(0));
        try (TcpClient neighbour = board.connect();
                Socket vanishing = new Socket()) {
            console.awaitLine("connected from", AT_ONCE);
            vanishing.bind(new InetSocketAddress(PEER, 0));
            vanishing.connect(endpoint, (int) AT_ONCE.toMillis());
            String place = console.awaitLine(Pattern.compile("Client (\\d+) connected from"), AT_ONCE)
                    .group(1);

            takeAwayTheRouteTo(PEER);

            console.awaitLine("Client " + place + " disconnected", PROBES_UNANSWERED);
            neighbour.sendLine("still here");
            assertThat(neighbour.receiveLine()).isEqualTo("still here");
        }
    }

    /** The table {@code local} is asked first, and there the narrower route wins over the one to 127.0.0.0/8. */
    private static void takeAwayTheRouteTo(String address) throws IOException, InterruptedException {
        Process ip = new ProcessBuilder("ip", "route", "add", "blackhole", address + "/32", "table", "local")
                .inheritIO()
                .start();
        assertThat(ip.waitFor(10, TimeUnit.SECONDS)).as("ip route ended").isTrue();
        assertThat(ip.exitValue()).as("exit code of ip route").isZero();
    }
}
