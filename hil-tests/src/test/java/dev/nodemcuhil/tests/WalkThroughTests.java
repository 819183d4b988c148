package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tutorial, step by step: the serial monitor on one side, telnet on the other. */
@Epic("The tutorial")
@Feature("Telnet walk-through")
@Story("Four steps")
@Tag("limits")
@UsesBoard(firmware = "tcp-socket-server")
class WalkThroughTests {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final byte[] OPTIONS = {(byte) 0xFF, (byte) 0xFD, 1, (byte) 0xFF, (byte) 0xFB, 31};

    @Test
    void goesThroughTheFourSteps(Board board) {
        ConsoleCursor monitor = board.console().cursor();
        board.reset();

        // Step 1: the address from the serial monitor.
        String told = monitor.awaitLine(
                        Pattern.compile("^Open Telnet and connect to IP:([0-9.]+) on port (\\d+)$"), SOON)
                .group(1);
        assertThat(told).isEqualTo(board.address().getHostAddress());
        try (TcpClient telnet = board.connect()) {
            // Step 2: the serial monitor shows it.
            monitor.awaitLine(Pattern.compile("^Client Connected$"), SOON);
            // Step 3: from telnet.
            telnet.sendLine("from telnet");
            monitor.awaitLine(Pattern.compile("^from telnet$"), SOON);
            assertThat(telnet).staysSilentFor(Duration.ofMillis(100));
            // Step 4: from the serial monitor.
            board.console().sendLine("from the monitor");
            assertThat(telnet).receives("from the monitor\r\n").staysSilentFor(Duration.ofMillis(100));
        }
        monitor.awaitLine(Pattern.compile("^Client disconnected$"), SOON);
    }

    @Test
    void survivesTheOptionsThatATelnetOffers(Board board) {
        ConsoleCursor monitor = board.console().cursor();
        try (TcpClient telnet = Bridge.served(board)) {
            telnet.send(OPTIONS);
            telnet.sendLine("after them");

            monitor.awaitBytes(OPTIONS, SOON);
            monitor.awaitLine("after them", SOON);
        }
    }

    @Test
    void worksWithARealTelnet(Board board) throws IOException, InterruptedException {
        Assumptions.assumeTrue(isInstalled("telnet"), "no telnet is installed here");
        InetSocketAddress endpoint = board.endpoint(8888);
        ConsoleCursor monitor = board.console().cursor();
        Process telnet = new ProcessBuilder("telnet", endpoint.getAddress().getHostAddress(), "" + endpoint.getPort())
                .redirectErrorStream(true)
                .start();
        try (OutputStream keys = telnet.getOutputStream()) {
            monitor.awaitLine("Client Connected", SOON);
            keys.write("typed into telnet\n".getBytes(StandardCharsets.US_ASCII));
            keys.flush();
            monitor.awaitLine("typed into telnet", SOON);
        } finally {
            telnet.destroy();
            telnet.waitFor(10, TimeUnit.SECONDS);
        }
        monitor.awaitLine("Client disconnected", SOON);
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }
}
