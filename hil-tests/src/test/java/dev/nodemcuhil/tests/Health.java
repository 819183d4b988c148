package dev.nodemcuhil.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodemcuhil.firmware.FirmwareDescription;
import dev.nodemcuhil.net.TcpClient;
import java.util.regex.Matcher;

/** What a firmware answers when it is asked how it is. */
record Health(long uptimeMillis, long freeHeapBytes, long largestBlockBytes, String resetReason) {

    /** Asks over this client, as the firmware's description says. */
    static Health ask(TcpClient client, FirmwareDescription firmware) {
        client.sendLine(firmware.healthRequest().orElseThrow());
        String reply = client.receiveLine();
        Matcher told = firmware.healthReply().orElseThrow().matcher(reply);
        assertThat(told.find()).as("health in \"%s\"", reply).isTrue();
        return new Health(
                Long.parseLong(told.group("uptime")),
                Long.parseLong(told.group("heap")),
                Long.parseLong(told.group("block")),
                told.group("reset"));
    }
}
