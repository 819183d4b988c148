package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.net.TcpCrowd;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A connection is the pair of both ends: their addresses and ports, and nothing else. */
@Epic("What TCP promises")
@Feature("Multiplexing and logical connections")
@Story("Ten clients of the client array")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array", resetBeforeEach = true)
class LogicalConnectionTests {
    private static final int PLACES = 10;
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void tenTalkAtOnceAndEachSeesItsOwn(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(PLACES)) {
            for (int round = 0; round < 5; round++) {
                assertThat(crowd).everyClient().exchangesItsOwn("round " + round + " of client");
            }
            for (int index = 0; index < PLACES; index++) {
                assertThat(crowd).onlyClient(index, "only " + index);
            }
        }
    }

    @Test
    void halvesOfLinesStayApart(Board board) {
        try (TcpCrowd crowd = board.connectCrowd(PLACES)) {
            for (int index = 0; index < PLACES; index++) {
                crowd.client(index).send("half " + index + " ");
            }
            for (int index = PLACES - 1; index >= 0; index--) {
                crowd.client(index).send("other " + index + "\r");
                assertThat(crowd.client(index)).receives("half " + index + " other " + index + "\r\n");
            }
            assertThat(crowd).everyClient().staysSilentFor(Duration.ofMillis(50));
        }
    }

    @Test
    void tellsTheTrueAddressAndPortOfEachClient(Board board) {
        ConsoleCursor console = board.console().cursor();
        List<TcpClient> clients = new ArrayList<>();
        try {
            for (int place = 0; place < 3; place++) {
                TcpClient client = board.connect();
                clients.add(client);
                String from = console.awaitLine(
                                Pattern.compile(
                                        "^Client " + place + " connected from ([0-9.]+):" + client.localPort() + "$"),
                                SOON)
                        .group(1);
                assertThat(from).isEqualTo(ownAddressTowards(board));
            }
        } finally {
            clients.forEach(TcpClient::close);
        }
    }

    @Test
    void aClientComesBackFromTheSamePort(Board board) throws IOException {
        int port = 0;
        for (int round = 0; round < 3; round++) {
            try (Socket client = new Socket()) {
                client.setReuseAddress(true);
                client.bind(new InetSocketAddress(port));
                client.setSoLinger(true, 0); // no TIME_WAIT of this machine's keeps the port
                client.connect(board.endpoint(80), 2_000);
                port = client.getLocalPort();
                exchanges(client, "round " + round);
            }
        }
    }

    @Test
    void theSamePortOfTwoAddressesIsTwoConnections(Board board) throws IOException {
        boolean isHere = board.endpoint(80).getAddress().isLoopbackAddress();
        Assumptions.assumeTrue(isHere, "this machine has one address only on the board's network");
        try (Socket one = new Socket();
                Socket other = new Socket()) {
            one.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), 0));
            one.connect(board.endpoint(80), 2_000);
            other.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.3"), one.getLocalPort()));
            other.connect(board.endpoint(80), 2_000);

            exchanges(one, "one");
            exchanges(other, "other");
            exchanges(one, "one again");
        }
    }

    @Test
    void refusesItsNeighboursPorts(Board board) {
        for (int port : new int[] {79, 81}) {
            InetSocketAddress endpoint =
                    new InetSocketAddress(board.endpoint(80).getAddress(), port);
            assertThatThrownBy(() -> {
                        try (Socket socket = new Socket()) {
                            socket.connect(endpoint, 2_000);
                        }
                    })
                    .as("port " + port)
                    .isInstanceOf(ConnectException.class);
        }
    }

    private static String ownAddressTowards(Board board) {
        try (java.net.DatagramSocket socket = new java.net.DatagramSocket()) {
            socket.connect(board.endpoint(80));
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void exchanges(Socket client, String line) throws IOException {
        client.setSoTimeout(5_000);
        byte[] expected = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
        client.getOutputStream().write(expected);
        assertThat(client.getInputStream().readNBytes(expected.length)).isEqualTo(expected);
    }
}
