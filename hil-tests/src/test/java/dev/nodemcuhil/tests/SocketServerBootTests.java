package dev.nodemcuhil.tests;

import dev.nodemcuhil.board.Board;
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
        String address = Pattern.quote(board.address().getHostAddress());

        saysExactly(
                board,
                "Reset reason: External System",
                "Connecting to Wifi",
                "\\.+",
                "Connected to \\S.*",
                SIGNAL,
                "Places: \\d+, typed bytes kept: \\d+",
                "IP address: " + address,
                "Open Telnet and connect to IP:" + address + " on port 8888");
    }
}
