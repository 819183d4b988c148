package dev.nodemcuhil.bringup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Takes the facts down, a line each: {@code fact NAME = VALUE} for what two boards of one kind should have in common, {@code time NAME = VALUE} for what varies from run to run. The script sorts and masks them.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class BringUpFile {
    /** {@code -Dhil.bring-up.file=FILE}. */
    static final String PROPERTY = "hil.bring-up.file";

    private BringUpFile() {}

    static void fact(String name, String value) {
        write("fact " + name + " = " + value);
    }

    static void time(String name, String value) {
        write("time " + name + " = " + value);
    }

    /** The least, the middle, the 99th percentile and the most of several, in milliseconds. */
    static void times(String name, List<Duration> measured) {
        double[] millis = measured.stream()
                .mapToDouble(each -> each.toNanos() / 1e6)
                .sorted()
                .toArray();
        time(
                name,
                String.format(
                        Locale.ROOT,
                        "%.2f / %.2f / %.2f / %.2f ms (least, median, p99, most of %d)",
                        millis[0],
                        millis[millis.length / 2],
                        millis[(int) Math.ceil(millis.length * 0.99) - 1],
                        Arrays.stream(millis).max().orElseThrow(),
                        millis.length));
    }

    private static void write(String line) {
        Path file = Path.of(System.getProperty(PROPERTY, "target/bring-up.facts"));
        String oneLine = line.replaceAll("[\\r\\n]+", "\\\\n");
        try {
            Files.writeString(
                    file, oneLine + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write " + file, e);
        }
    }
}
