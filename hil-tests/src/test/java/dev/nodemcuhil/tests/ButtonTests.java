package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodemcuhil.air.Simulation;
import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.Capability;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
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

    /** A simulation's button does as it is told, to the microsecond. */
    @Test
    @DisplayName("Counts what is down for 25 ms and passes over what is down for 15, each time it is let go")
    @RequiresCapability(Capability.AIR)
    void takesWhatIsDownForTwentyMillisecondsForAPress(Board board) {
        try (Simulation simulation = board.simulate(1);
                TcpClient client = served(simulation)) {
            for (int bounce = 0; bounce < 20; bounce++) {
                press(simulation, Duration.ofMillis(1 + bounce % 15));
            }
            assertThat(client).staysSilentFor(A_MOMENT);

            for (int press = 1; press <= 3; press++) {
                press(simulation, Duration.ofMillis(25));
                assertThat(client).receives("Button pressed " + press + "\r\n").staysSilentFor(A_MOMENT);
            }
        }
    }

    /** An opening as short as a bounce ends no press. */
    @Test
    @RequiresCapability(Capability.AIR)
    void aFingerThatTremblesPressesOnce(Board board) {
        try (Simulation simulation = board.simulate(2);
                TcpClient client = served(simulation)) {
            for (int tremble = 0; tremble < 10; tremble++) {
                simulation.pressFlash();
                simulation.pass(Duration.ofMillis(60));
                simulation.releaseFlash();
                simulation.pass(Duration.ofMillis(15));
            }

            assertThat(client).receives("Button pressed 1\r\n").staysSilentFor(A_MOMENT);
        }
    }

    @Test
    @DisplayName("A button held for ten seconds is told at once, once, and stops nobody")
    @RequiresCapability(Capability.AIR)
    void isToldWhileItIsHeldAndStopsNobody(Board board) {
        try (Simulation simulation = board.simulate(3);
                TcpClient client = served(simulation)) {
            Duration down = simulation.time();
            simulation.pressFlash();
            assertThat(client).receives("Button pressed 1\r\n", A_MOMENT);
            assertThat(simulation.time().minus(down))
                    .as("20 ms by a clock of whole milliseconds")
                    .isGreaterThan(Duration.ofMillis(19));

            for (int second = 0; second < 10; second++) {
                client.send("still heard " + second);
                simulation.awaitConsole("still heard " + second, A_MOMENT);
                simulation.type("still told");
                assertThat(client).receives("still told");
                simulation.pass(Duration.ofSeconds(1));
            }
            simulation.releaseFlash();
            assertThat(client).staysSilentFor(Duration.ofSeconds(1));
        }
    }

    @Test
    @DisplayName("Counts 300 presses")
    @RequiresCapability(Capability.AIR)
    void countsOnAndOn(Board board) {
        try (Simulation simulation = board.simulate(4);
                TcpClient client = served(simulation)) {
            for (int press = 1; press <= 300; press++) {
                press(simulation, Duration.ofMillis(30));
                assertThat(client).receives("Button pressed " + press + "\r\n");
            }
        }
    }

    /** Its window is closed. A client of a simulation reads only while it waits. */
    @Test
    @RequiresCapability(Capability.AIR)
    void keepsPressesForAClientThatDoesNotReadAndGoesOnListening(Board board) {
        String typed = "0123456789".repeat(1_800);
        try (Simulation simulation = board.simulate(5);
                TcpClient client = served(simulation)) {
            simulation.type(typed);
            simulation.pass(Duration.ofSeconds(2));
            for (int press = 1; press <= 3; press++) {
                press(simulation, Duration.ofMillis(30));
            }
            client.send("heard after three presses");
            simulation.awaitConsole("heard after three presses", A_MOMENT);

            String presses = "Button pressed 1\r\nButton pressed 2\r\nButton pressed 3\r\n";
            String all = text(client.receive(typed.length() + presses.length(), Duration.ofSeconds(30)));
            StringBuilder told = new StringBuilder();
            String rest = Pattern.compile("Button pressed \\d+\r\n")
                    .matcher(all)
                    .replaceAll(press -> {
                        told.append(press.group());
                        return "";
                    });
            assertThat(told).hasToString(presses);
            assertThat(rest).isEqualTo(typed);
        }
    }

    private static TcpClient served(Simulation simulation) {
        TcpClient client = simulation.connect();
        simulation.awaitConsole("Client Connected\r\n", Duration.ofSeconds(2));
        return client;
    }

    /** And waits as long as a finger does before the next. */
    private static void press(Simulation simulation, Duration down) {
        simulation.pressFlash();
        simulation.pass(down);
        simulation.releaseFlash();
        simulation.pass(Duration.ofMillis(30));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static void join(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
