package dev.nodemcuhil.runs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program in a process group of its own, as a terminal starts one: what it starts belongs to the group, also when it is gone itself. */
final class GroupProcess {
    private final Process process;
    private final Path output;

    private GroupProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a main class on this program's class path; its output goes to a file. */
    static GroupProcess start(Class<?> main, List<String> arguments, Map<String, String> properties, Path output)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.redirectInput(new File("/dev/null"));
        return new GroupProcess(builder.start(), output);
    }

    /** @return whether it ended by itself within the limit */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    int exitCode() {
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a signal to the program alone, or to all of its group as a terminal's Ctrl-C does. */
    void signal(String name, boolean wholeGroup) throws IOException, InterruptedException {
        String target = (wholeGroup ? "-" : "") + process.pid();
        new ProcessBuilder("kill", "-" + name, "--", target)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** What is alive of the group, each as {@code pid command}. */
    List<String> alive() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path each : processes) {
                String[] fields = afterName(each.resolve("stat"));
                // state, parent, group: a zombie runs nothing and holds nothing
                if (fields.length > 2 && fields[2].equals(Long.toString(process.pid())) && !"ZX".contains(fields[0])) {
                    found.add(each.getFileName() + " "
                            + read(each.resolve("cmdline")).replace('\0', ' '));
                }
            }
        }
        return found;
    }

    /** The fields behind the program's name, which may itself hold spaces and parentheses. */
    private static String[] afterName(Path stat) {
        String text = read(stat);
        return text.substring(text.lastIndexOf(')') + 1).strip().split(" ");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return ""; // gone meanwhile
        }
    }
}
