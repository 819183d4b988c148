package dev.nodemcuhil.runs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills runs of the suite at seeded random moments of flash, boot and test, and looks at what is left: no process, nothing that the next run does not clean by itself.
 *
 * <p>Arguments: kills for each signal, kills while esptool is installed, seed. Exits 1 with what was wrong. The window of the moments is as long as a run that is left alone; each kill has its own slice of it, so that few cover it too.
 */
final class KilledRuns {
    private static final Duration RUN_LIMIT = Duration.ofSeconds(60);
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);
    /** It ends by itself at once, which takes a JVM some seconds on a busy machine. */
    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);

    private static final List<String> SUITE = List.of("EchoTests");

    private enum Kill {
        /** Ctrl-C reaches the whole group, esptool too. */
        INT(true),
        TERM(false),
        KILL(false);

        private final boolean wholeGroup;

        Kill(boolean wholeGroup) {
            this.wholeGroup = wholeGroup;
        }
    }

    private final Path work;
    private final Path cache;
    private final Random random;
    private final List<String> wrong = new ArrayList<>();
    private final Map<Phase, Integer> hits = new EnumMap<>(Phase.class);

    private enum Phase {
        START,
        FLASH,
        BOOT_AND_TEST,
        OVER
    }

    private KilledRuns(Path work, long seed) {
        this.work = work;
        this.cache = work.resolve("cache");
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        int each = Integer.parseInt(arguments[0]);
        int installs = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        System.out.println("killed: " + each + " of each signal, " + installs + " while esptool is installed, seed "
                + seed + " (again: HIL_SEED=" + seed + " ci/check --only killed)");
        KilledRuns runs = new KilledRuns(Files.createTempDirectory("hil-killed-"), seed);
        runs.killSuites(each);
        runs.killInstallations(installs);
        System.out.println("killed: hit " + runs.hits);
        runs.wrong.forEach(line -> System.out.println("WRONG " + line));
        System.out.println(
                runs.wrong.isEmpty() ? "killed: nothing was left behind" : "killed: evidence in " + runs.work);
        if (runs.wrong.isEmpty()) {
            Trees.delete(runs.work);
        }
        System.exit(runs.wrong.isEmpty() ? 0 : 1);
    }

    private void killSuites(int each) throws Exception {
        useEsptoolOfUser();
        long start = System.nanoTime();
        requireGreen("the run that is left alone");
        long windowNanos = System.nanoTime() - start;
        for (int i = 0; i < each; i++) {
            for (Kill kill : Kill.values()) {
                forgetFlash();
                long moment = (long) (windowNanos * (i + random.nextDouble()) / each);
                String what = String.format("%s after %.2f s", kill, moment / 1e9);
                GroupProcess run = startSuite("killed");
                LockSupport.parkNanos(moment);
                Phase phase = phase(run);
                hits.merge(phase, 1, Integer::sum);
                kill(run, kill, what + " (" + phase + ")");
                requireGreen("the run after " + what + " (" + phase + ")");
                requireNothingHalf(what);
            }
        }
    }

    /** The esptool that this user has already: installing one is another kill. */
    private void useEsptoolOfUser() throws Exception {
        EsptoolRun.main(new String[0]);
        Files.createDirectories(cache);
        Trees.linkEsptool(dev.nodemcuhil.settings.Settings.ofProcess().cache(), cache);
    }

    private void killInstallations(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Kill kill = Kill.values()[(i + 2) % 3];
            Path empty = work.resolve("cache-" + i);
            long moment = (long) (6e9 * (i + random.nextDouble()) / count);
            String what = String.format("%s after %.2f s of installing esptool", kill, moment / 1e9);
            GroupProcess run = startEsptool(empty, "installing-killed");
            LockSupport.parkNanos(moment);
            if (kill == Kill.KILL) {
                run.signal("KILL", false); // Python goes on alone: the next installation ends it
            } else {
                kill(run, kill, what);
            }
            GroupProcess next = startEsptool(empty, "installing-again");
            if (!next.awaitEnd(INSTALL_LIMIT) || next.exitCode() != 0) {
                wrong.add("the installation after " + what + " is not green:\n" + next.output());
                next.signal("KILL", true);
            }
            if (!run.alive().isEmpty()) {
                wrong.add(what + ": alive after the next installation: " + run.alive());
                run.signal("KILL", true);
            }
        }
    }

    private GroupProcess startEsptool(Path emptyCache, String name) throws IOException {
        return GroupProcess.start(
                EsptoolRun.class, List.of(), Map.of("hil.cache", emptyCache.toString()), work.resolve(name + ".txt"));
    }

    private GroupProcess startSuite(String name) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("hil.cache", cache.toString());
        properties.put("hil.evidence.dir", work.resolve("evidence").toString());
        properties.put(
                "allure.results.directory", work.resolve("allure-results").toString());
        properties.put("junit.jupiter.displayname.generator.default", "dev.nodemcuhil.junit.SentenceNames");
        return GroupProcess.start(SuiteRun.class, SUITE, properties, work.resolve(name + ".txt"));
    }

    /** Within three seconds nothing of the run is alive; esptool as an orphan ends because its serial port is gone. */
    private void kill(GroupProcess run, Kill kill, String what) throws Exception {
        run.signal(kill.name(), kill.wholeGroup);
        long end = System.nanoTime() + GONE_WITHIN.toNanos();
        while (!run.alive().isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
        List<String> left = run.alive();
        if (!left.isEmpty()) {
            wrong.add(what + ": alive " + GONE_WITHIN.toSeconds() + " s later: " + left);
            run.signal("KILL", true);
        }
        run.awaitEnd(GONE_WITHIN);
        String output = run.output();
        if (output.contains("\n\tat ") && output.contains("Exception in thread")) {
            wrong.add(what + ": a stack trace: " + output);
        }
    }

    private void requireGreen(String what) throws Exception {
        GroupProcess run = startSuite("green");
        boolean ended = run.awaitEnd(RUN_LIMIT);
        if (!ended || run.exitCode() != 0) {
            wrong.add(what + (ended ? " is not green: exit code " + run.exitCode() : " did not end") + "\n"
                    + run.output());
            run.signal("KILL", true);
        }
    }

    private void requireNothingHalf(String what) throws IOException {
        try (DirectoryStream<Path> half = Files.newDirectoryStream(cache.resolve("virtual"), "*.new")) {
            half.forEach(file -> wrong.add(what + ": left " + file));
        }
    }

    /** An erased chip makes the next run flash. */
    private void forgetFlash() throws IOException {
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(cache.resolve("virtual"))) {
            for (Path file : kept) {
                Files.delete(file);
            }
        }
    }

    private static Phase phase(GroupProcess run) throws IOException {
        List<String> alive = run.alive();
        if (alive.isEmpty()) {
            return Phase.OVER;
        }
        boolean flashing = alive.stream().anyMatch(line -> line.contains(" -m esptool "));
        return flashing ? Phase.FLASH : run.output().contains("Flashed ") ? Phase.BOOT_AND_TEST : Phase.START;
    }
}
