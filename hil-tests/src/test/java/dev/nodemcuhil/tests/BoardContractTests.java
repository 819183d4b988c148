package dev.nodemcuhil.tests;

import static dev.nodemcuhil.board.Capability.FLASH_BUTTON;
import static dev.nodemcuhil.board.Capability.POWER_CYCLE;
import static dev.nodemcuhil.board.HilAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.board.BootMode;
import dev.nodemcuhil.board.BootRomOutput;
import dev.nodemcuhil.board.Capability;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.crash.RomBanner;
import dev.nodemcuhil.junit.RequiresCapability;
import dev.nodemcuhil.junit.UsesBoard;
import dev.nodemcuhil.net.TcpClient;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What every kind of board must do, whatever it is made of: the real chip keeps the virtual one honest. */
@Epic("The bench")
@Feature("The board")
@Story("What every kind of board does")
@Tag("smoke")
@UsesBoard(firmware = "tcp-socket-server")
class BoardContractTests {
    private static final Duration BOOT = Duration.ofSeconds(20);
    /** {@code -Dhil.contract.resets=200} for the long version. */
    private static final int RESETS = Integer.parseInt(System.getProperty("hil.contract.resets", "5"));

    private static final Pattern FIRST_LINE = Pattern.compile("^Sketch MD5: ([0-9a-f]{32})$");

    @Test
    void saysWhichChipItIs(Board board) {
        assertThat(board.identity().chip().family()).startsWith("ESP8266");
        assertThat(board.identity().chip().flashSizeBytes()).isGreaterThanOrEqualTo(512 * 1024);
        assertThat(board.identity().chip().macAddress()).isNotEqualTo("00:00:00:00:00:00");
    }

    @Test
    void canFlashAndReset(Board board) {
        assertThat(board.capabilities()).contains(Capability.FLASH, Capability.RESET);
    }

    /** The port is open and read before the reset: the first line of the sketch is there each time, and once. */
    @Test
    @Tag("slow")
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void losesNoLineOfAnyStart(Board board) {
        for (int i = 1; i <= RESETS; i++) {
            ConsoleCursor boot = board.console().cursor();

            board.reset();

            assertThat(boot.awaitLine(FIRST_LINE, BOOT).group(1))
                    .as("start %d of %d", i, RESETS)
                    .isEqualTo(board.identity().imageMd5());
            boot.awaitLine("Reset reason: External System", BOOT);
            boot.awaitLine(Pattern.compile("^Connecting to Wifi$"), BOOT);
            boot.awaitLine(Pattern.compile("^Connected to \\S+$"), BOOT);
            boot.awaitLine("IP address: " + board.address().getHostAddress(), BOOT);
        }
        assertThat(board.crashes()).isEmpty();
    }

    @Test
    void servesAClientAfterAReset(Board board) {
        board.reset();

        try (TcpClient client = board.connect()) {
            client.sendLine("after a reset");
            board.console().awaitLine("after a reset", BOOT);
        }
    }

    @Test
    void takesWhatIsTypedAtItsConsole(Board board) {
        ConsoleCursor console = board.console().cursor();
        try (TcpClient client = board.connect()) {
            console.awaitLine("Client Connected", BOOT);

            board.console().sendLine("typed at the console");

            assertThat(client).receives("typed at the console\r\n");
        }
    }

    @Test
    void tellsByItsRomThatTheResetPinStartedIt(Board board) {
        BootRomOutput said = board.readBootRom(BootMode.FLASH);

        assertThat(said.banner()).as("the ROM said: %s", said.text()).hasValueSatisfying(banner -> {
            assertThat(banner.cause()).isEqualTo(2);
            assertThat(banner.mode()).isEqualTo(BootMode.FLASH.number());
        });
    }

    @Test
    void entersItsLoaderWhenFlashIsHeldAtTheReset(Board board) {
        BootRomOutput said = board.readBootRom(BootMode.UART_DOWNLOAD);

        assertThat(said.banner().map(RomBanner::mode))
                .as("the ROM said: %s", said.text())
                .hasValue(BootMode.UART_DOWNLOAD.number());
    }

    /** The ROM speaks 74880 baud after a reset by the pin. A model that let it be read at the sketch's speed would hide that a wrong baud is seen. */
    @Test
    void showsGarbageInsteadOfTheRomsWordsAtTheSketchsBaud(Board board) {
        ConsoleCursor boot = board.console().cursor();
        ConsoleCursor all = board.console().cursor();

        board.reset();

        boot.awaitLine(FIRST_LINE, BOOT);
        List<String> before = all.poll().stream()
                .map(line -> line.text())
                .filter(text -> text.contains("rst cause:2"))
                .toList();
        assertThat(before).as("the ROM's banner, read at 115200 baud").isEmpty();
    }

    @Test
    @RequiresCapability(FLASH_BUTTON)
    void feelsThePressOfTheFlashButton(Board board) {
        board.reset();
        ConsoleCursor console = board.console().cursor();
        try (TcpClient client = board.connect()) {
            console.awaitLine("Client Connected", BOOT);

            board.buttons().pressFlash();

            assertThat(client).receives("Button pressed 1\r\n");
        }
    }

    @Test
    @RequiresCapability(POWER_CYCLE)
    void startsAgainWhenItsPowerReturns(Board board) {
        ConsoleCursor console = board.console().cursor();
        board.power().off();

        board.power().on();

        console.awaitLine("Reset reason: Power On", BOOT);
    }

    @Test
    void refusesWhatItCannotDo(Board board) {
        Set<Capability> missing = EnumSet.complementOf(EnumSet.copyOf(board.capabilities()));
        for (Capability capability : missing) {
            switch (capability) {
                case POWER_CYCLE -> assertRefused(board::power, capability);
                case DROP_WIFI -> assertRefused(board::accessPoint, capability);
                case ADVANCE_CLOCK -> assertRefused(board::clock, capability);
                case FLASH_BUTTON -> assertRefused(board::buttons, capability);
                default -> {
                    // flashing and resetting are what the suite begins with
                }
            }
        }
    }

    private static void assertRefused(Runnable use, Capability capability) {
        assertThatThrownBy(use::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(capability.words())
                .hasMessageContaining(capability.name());
    }
}
