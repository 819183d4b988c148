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
@Story("What the client array says")
@Tag("smoke")
@UsesBoard(firmware = "tcp-client-array")
class ClientArrayBootTests extends BootTests {
    @Test
    void tellsTheStepsOfItsStart(Board board) {
        String address = Pattern.quote(board.address().getHostAddress());

        saysExactly(
                board,
                "Reset reason: External System",
                "Connecting to \\S.*",
                "\\.+",
                "WiFi connected",
                SIGNAL,
                "Server started",
                "Places: \\d+, longest line: \\d+",
                "IP address: " + address);
    }
}
