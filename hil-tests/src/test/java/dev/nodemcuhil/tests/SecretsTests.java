package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.catalogue.BuiltImage;
import dev.nodemcuhil.catalogue.FirmwareCatalogue;
import dev.nodemcuhil.flash.ImageKind;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import dev.nodemcuhil.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Says the Wi-Fi password everywhere a board and a test can say it, and fails in several ways while it does: {@code ci/steps/secrets} runs this with a planted password, and then looks for it everywhere.
 */
@Tag("secrets")
@UsesBoard(firmware = "tcp-socket-server")
class SecretsTests {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final String password = Optional.ofNullable(System.getenv("HIL_WIFI_PASSWORD"))
            .orElseThrow(() -> new IllegalStateException(
                    "HIL_WIFI_PASSWORD is not set: these tests are run by ci/check --only secrets"));

    @Test
    void buildsForARealChip() {
        BuiltImage built = FirmwareCatalogue.find(Settings.ofProcess(), System.out::println)
                .get("tcp-client-array")
                .image(ImageKind.REAL);

        assertThat(built.image().kind()).isEqualTo(ImageKind.REAL);
    }

    @Test
    void printsItOnTheConsole(Board board) {
        try (TcpClient telnet = connectAndBeServed(board)) {
            telnet.sendLine(password);

            board.console().awaitLine(password, SOON);
        }
    }

    @Test
    void failsOnTheConsole(Board board) {
        try (TcpClient telnet = connectAndBeServed(board)) {
            telnet.sendLine("joined with " + password + " at last");
            board.console().awaitLine("at last", SOON);

            board.console().awaitLine("left " + password, SHORT);
        }
    }

    @Test
    void failsOverTcp(Board board) {
        try (TcpClient telnet = connectAndBeServed(board)) {
            board.console().sendLine("\u0001joined with " + password);

            assertThat(telnet).receives("\u0001left " + password);
        }
    }

    @Test
    void failsByAnAssertionThatIsNotOurs(Board board) {
        assertThat(board.identity().name() + " joined with " + password).isEqualTo("board joined without " + password);
    }

    @Test
    void failsByAnException() {
        throw new IllegalStateException("joined", new IllegalArgumentException(password));
    }

    private static TcpClient connectAndBeServed(Board board) {
        TcpClient telnet = board.connect();
        board.console().awaitLine("Client Connected", SOON);
        return telnet;
    }
}
