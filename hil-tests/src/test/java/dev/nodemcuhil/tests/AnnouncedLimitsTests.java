package dev.nodemcuhil.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.ConnectionOutcome;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the client array says it can, measured: this class knows none of its numbers. */
@Epic("A server for many")
@Feature("Client limits")
@Story("What the start announces")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array", resetBeforeEach = true)
class AnnouncedLimitsTests {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int MOST = 200;

    @Test
    void hasAsManyPlacesAsItAnnounces(Board board) {
        List<TcpClient> served = new ArrayList<>();
        try {
            ConnectionOutcome outcome = board.tryConnect();
            while (outcome instanceof ConnectionOutcome.Served one && served.size() < MOST) {
                served.add(one.client());
                outcome = board.tryConnect();
            }

            assertThat(served).as("clients served at a time").hasSize(announced(board, "Places: (\\d+)"));
        } finally {
            served.forEach(TcpClient::close);
        }
    }

    @Test
    void takesLinesAsLongAsItAnnounces(Board board) {
        int longest = 0;
        try (TcpClient client = board.connect()) {
            String line = "x";
            client.sendLine(line);
            while (client.receiveLine(SOON).equals(line) && longest < MOST) {
                longest = line.length();
                line += "x";
                client.sendLine(line);
            }
        }

        assertThat(longest).as("the longest line that is echoed").isEqualTo(announced(board, "longest line: (\\d+)"));
    }

    private static int announced(Board board, String pattern) {
        return Integer.parseInt(board.console()
                .cursorFromStart()
                .awaitLine(Pattern.compile(pattern), SOON)
                .group(1));
    }
}
