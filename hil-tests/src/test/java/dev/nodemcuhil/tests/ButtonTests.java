package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.Capability;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The FLASH button of the tutorial sends a line. */
@Epic("The tutorial")
@Feature("The button")
@Story("A press is told once")
@Tag("limits")
@UsesBoard(firmware = "tcp-socket-server", resetBeforeEach = true)
@RequiresCapability(Capability.FLASH_BUTTON)
class ButtonTests {
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    @Test
    void countsAPressWhenItBeginsAndOnceHoweverLongItIs(Board board) {
        try (TcpClient client = Bridge.served(board)) {
            board.buttons().pressFlash(Duration.ofMillis(60));
            assertThat(client).receives("Button pressed 1\r\n").staysSilentFor(A_MOMENT);

            Thread finger = new Thread(() -> board.buttons().pressFlash(Duration.ofMillis(700)));
            finger.start();
            assertThat(client).receives("Button pressed 2\r\n", Duration.ofSeconds(1));
            join(finger);
            assertThat(client).staysSilentFor(A_MOMENT);
        }
    }

    @Test
    void passesOverTheBouncesOfItsContact(Board board) {
        try (TcpClient client = Bridge.served(board)) {
            for (int i = 0; i < 5; i++) {
                board.buttons().pressFlash(Duration.ofMillis(3));
            }
            assertThat(client).staysSilentFor(A_MOMENT);

            board.buttons().pressFlash(Duration.ofMillis(60));
            assertThat(client).receives("Button pressed 1\r\n");
        }
    }

    @Test
    void tellsAPressToTheClientThatIsServedAndNoneFromBefore(Board board) {
        board.buttons().pressFlash();
        board.buttons().pressFlash();
        try (TcpClient client = Bridge.served(board)) {
            assertThat(client).staysSilentFor(A_MOMENT);

            board.buttons().pressFlash();
            assertThat(client).receives("Button pressed 3\r\n").staysSilentFor(A_MOMENT);
        }
        try (TcpClient next = Bridge.served(board)) {
            assertThat(next).staysSilentFor(A_MOMENT);
            board.buttons().pressFlash();
            assertThat(next).receives("Button pressed 4\r\n");
        }
    }

    @Test
    void countsFromBoot(Board board) {
        board.buttons().pressFlash();
        board.reset();
        try (TcpClient client = Bridge.served(board)) {
            board.buttons().pressFlash();

            assertThat(client).receives("Button pressed 1\r\n");
        }
    }

    @Test
    void tellsManyPressesAndKeepsNoMemory(Board board) {
        try (TcpClient client = Bridge.served(board)) {
            for (int press = 1; press <= 15; press++) {
                board.buttons().pressFlash(Duration.ofMillis(60));
                assertThat(client).receives("Button pressed " + press + "\r\n");
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
