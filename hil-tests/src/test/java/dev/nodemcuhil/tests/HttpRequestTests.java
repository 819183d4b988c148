package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP is text over TCP: what a browser asks a server that knows no HTTP arrives as what it is, lines. */
@Epic("What TCP promises")
@Feature("TCP and HTTP")
@Story("A browser, curl and Java at port 80")
@Tag("limits")
@UsesBoard(firmware = "tcp-client-array")
class HttpRequestTests {
    private static final int LINE = 49;
    private static final String TOO_LONG = "ERR line too long";

    /** Recorded from the programs. */
    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(
                        "curl 7.88",
                        List.of("GET / HTTP/1.1", "Host: 127.72.0.1", "User-Agent: curl/7.88.1", "Accept: */*", "")),
                Arguments.of(
                        "Java 17",
                        List.of(
                                "GET / HTTP/1.1",
                                "User-Agent: Java/17.0.9",
                                "Host: 127.72.0.1",
                                "Accept: text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
                                "Connection: keep-alive",
                                "")),
                Arguments.of(
                        "Chromium 120",
                        List.of(
                                "GET / HTTP/1.1",
                                "Host: 127.72.0.1",
                                "Connection: keep-alive",
                                "Cache-Control: max-age=0",
                                "Upgrade-Insecure-Requests: 1",
                                "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
                                "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
                                "Accept-Encoding: gzip, deflate, br",
                                "Accept-Language: en-US,en;q=0.9",
                                "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void arrivesAsTheLinesThatItIs(String program, List<String> lines, Board board) {
        try (TcpClient browser = board.connect()) {
            browser.send(String.join("\r\n", lines) + "\r\n");

            for (String line : lines) {
                assertThat(browser).receivesLine(line.length() <= LINE ? line : TOO_LONG);
            }
            assertThat(browser).exchanges("and after " + program);
        }
    }
}
