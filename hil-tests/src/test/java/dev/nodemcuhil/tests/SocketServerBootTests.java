package dev.nodemcuhil.tests;

import dev.nodemcuhil.board.Board;
import dev.nodemcuhil.console.ConsoleCursor;
import dev.nodemcuhil.junit.UsesBoard;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Epic("The tutorial")
@Feature("The start")
@Story("What the bridge says")
@Tag("smoke")
@UsesBoard(firmware = "tcp-socket-server")
class SocketServerBootTests extends BootTests {
    @Test
    void tellsTheStepsOfItsStart(Board board) {
        ConsoleCursor boot = board.console().cursor();

        board.reset();

        String address = board.address().getHostAddress();
        boot.awaitLine(Pattern.compile("^Connecting to Wifi$"), BOOT);
        boot.awaitLine(Pattern.compile("^\\.+$"), BOOT);
        boot.awaitLine(Pattern.compile("^Connected to \\S+$"), BOOT);
        boot.awaitLine("IP address: " + address, BOOT);
        boot.awaitLine("Open Telnet and connect to IP:" + address + " on port 8888", BOOT);
    }
}
