package dev.nodemcuhil.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Flashes virtual boards and runs a test class while busy loops want all the cores: a slow machine may make a board slow, but nothing may fail.
 *
 * <p>Arguments: first flashes in a fresh JVM with an empty cache but for esptool; those with a wholly empty cache; flashes of 23 kB and of 300 kB in one JVM; cold runs of one class; flashes by hand at 921600 baud over modem lines, without a C compiler 0; by hand as README says it, of 23 kB on a fresh board on the plain pty, and as many over modem lines, and of 300 kB on both in turn; busy loops; seed. Exits 1 if anything failed.
 */
final class BusyRuns {
    private static final int SMALL_BYTES = 23_000;
    private static final int LARGE_BYTES = 300_000;
    private static final Duration RUN_LIMIT = Duration.ofMinutes(10);
    private static final Duration LOOPS_LIMIT = Duration.ofMinutes(60);
    private static final String CLASS = "EchoTests";
    private static final String SKETCH = "firmware/tcp-client-array/image/tcp-client-array.bin";
    private static final Pattern TIME = Pattern.compile("(?m)^flashed \\d+ bytes in (\\d+) ms");

    /** What the fixtures say when esptool got no connection. */
    private static final Pattern AGAIN = Pattern.compile("Attempt \\d of \\d failed");

    private final Path work;
    private final Path esptoolCache;
    private long seed;
    private int failed;

    private BusyRuns(Path work, Path esptoolCache, long seed) {
        this.work = work;
        this.esptoolCache = esptoolCache;
        this.seed = seed;
    }

    public static void main(String[] arguments) throws Exception {
        int[] counts = new int[9];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Integer.parseInt(arguments[i]);
        }
        long seed = Long.parseLong(arguments[9]);
        System.out.println("busy: beside " + counts[8] + " busy loops on "
                + Runtime.getRuntime().availableProcessors() + " cores, seed " + seed
                + " (again: HIL_SEED=" + seed + " ci/check --only busy)");
        EsptoolRun.main(new String[0]); // from the user's cache, or into it, before the machine is busy
        Path work = Files.createTempDirectory("hil-busy-");
        BusyRuns runs =
                new BusyRuns(work, dev.nodemcuhil.settings.Settings.ofProcess().cache(), seed);
        try (BusyLoops loops = new BusyLoops(counts[8], LOOPS_LIMIT)) {
            runs.flashes("first flash, cache empty but for esptool", SMALL_BYTES, counts[0], 1, true);
            runs.flashes("first flash, cache wholly empty", SMALL_BYTES, counts[1], 1, false);
            runs.flashes("flash of 23 kB", SMALL_BYTES, 1, counts[2], true);
            runs.flashes("flash of 300 kB", LARGE_BYTES, 1, counts[3], true);
            runs.classes(counts[4]);
            runs.byHand("at 921600 baud", "lines", Path.of(SKETCH), 1, counts[5], "--baud", "921600");
            Path large = Files.write(work.resolve("large.bin"), FlashRun.image(LARGE_BYTES, new Random(seed)));
            List<String> ways = counts[5] == 0 ? List.of("pty") : List.of("pty", "lines");
            for (int i = 0; i < ways.size(); i++) {
                runs.byHand("23 kB, fresh board", ways.get(i), Path.of(SKETCH), counts[6], 1);
                runs.byHand("300 kB", ways.get(i), large, 1, (counts[7] + ways.size() - 1 - i) / ways.size());
            }
            if (loops.running() != counts[8]) {
                runs.failed++;
                System.out.println("WRONG only " + loops.running() + " busy loops were left at the end");
            }
        }
        System.out.println(
                runs.failed == 0 ? "busy: nothing failed" : "busy: failed " + runs.failed + ", evidence in " + work);
        if (runs.failed == 0) {
            Trees.delete(work);
        }
        System.exit(runs.failed == 0 ? 0 : 1);
    }

    private void flashes(String what, int sizeBytes, int processes, int timesEach, boolean withEsptool)
            throws Exception {
        if (processes == 0 || timesEach == 0) {
            return;
        }
        List<Long> millis = new ArrayList<>();
        int before = failed;
        for (int i = 0; i < processes; i++) {
            String name = "flash-" + seed;
            GroupProcess run = GroupProcess.start(
                    FlashRun.class,
                    List.of(Integer.toString(sizeBytes), Integer.toString(timesEach), Long.toString(seed++)),
                    Map.of("hil.cache", cache(name, withEsptool).toString()),
                    work.resolve(name + ".txt"));
            require(run, what);
            Matcher times = TIME.matcher(run.output());
            while (times.find()) {
                millis.add(Long.parseLong(times.group(1)));
            }
            if (millis.size() != (i + 1) * timesEach && failed == before) {
                wrong(what + ": flashed " + millis.size() + " times instead of " + (i + 1) * timesEach, run);
            }
        }
        report(what, processes * timesEach, failed - before, millis);
    }

    private void byHand(String what, String way, Path image, int processes, int timesEach, String... options)
            throws Exception {
        if (processes == 0 || timesEach == 0) {
            return;
        }
        String whole = "flash by hand, " + (way.equals("pty") ? "plain pty, " : "modem lines, ") + what;
        List<Long> millis = new ArrayList<>();
        int before = failed;
        for (int i = 0; i < processes; i++) {
            String name = "hand-" + seed++;
            List<String> arguments = new ArrayList<>(List.of(way, image.toString(), Integer.toString(timesEach)));
            arguments.addAll(List.of(options));
            GroupProcess run = GroupProcess.start(
                    HandFlashRun.class,
                    arguments,
                    Map.of("hil.cache", cache(name, true).toString()),
                    work.resolve(name + ".txt"));
            require(run, whole);
            Matcher times = TIME.matcher(run.output());
            while (times.find()) {
                millis.add(Long.parseLong(times.group(1)));
            }
            if (millis.size() != (i + 1) * timesEach && failed == before) {
                wrong(whole + ": flashed " + millis.size() + " times instead of " + (i + 1) * timesEach, run);
            }
        }
        report(whole, processes * timesEach, failed - before, millis);
    }

    private void classes(int count) throws Exception {
        if (count == 0) {
            return;
        }
        List<Long> millis = new ArrayList<>();
        int before = failed;
        for (int i = 0; i < count; i++) {
            String name = "class-" + seed++;
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put("hil.cache", cache(name, true).toString());
            properties.put("hil.evidence.dir", work.resolve(name).toString());
            properties.put(
                    "allure.results.directory", work.resolve(name + "-results").toString());
            properties.put("junit.jupiter.displayname.generator.default", "dev.nodemcuhil.junit.SentenceNames");
            long start = System.nanoTime();
            require(GroupProcess.start(SuiteRun.class, List.of(CLASS), properties, work.resolve(name + ".txt")), CLASS);
            millis.add((System.nanoTime() - start) / 1_000_000);
        }
        report("cold run of " + CLASS, count, failed - before, millis);
    }

    /** It must end well, and at the first attempt. */
    private void require(GroupProcess run, String what) throws Exception {
        boolean ended = run.awaitEnd(RUN_LIMIT);
        if (!ended) {
            wrong(what + ": did not end within " + RUN_LIMIT, run);
            run.signal("KILL", true);
        } else if (run.exitCode() != 0) {
            wrong(what + ": exit code " + run.exitCode(), run);
        } else if (AGAIN.matcher(run.output()).find()) {
            wrong(what + ": green, but only after another attempt", run);
        }
    }

    private void wrong(String what, GroupProcess run) {
        failed++;
        System.out.println("WRONG " + what + "\n" + run.output().indent(4));
    }

    private Path cache(String name, boolean withEsptool) throws IOException {
        Path cache = Files.createDirectories(work.resolve("cache-" + name));
        if (withEsptool) {
            Trees.linkEsptool(esptoolCache, cache);
        }
        return cache;
    }

    private static void report(String what, int count, int failures, List<Long> millis) {
        Collections.sort(millis);
        String times = millis.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", median %.1f s, longest %.1f s",
                        millis.get(millis.size() / 2) / 1e3,
                        millis.get(millis.size() - 1) / 1e3);
        System.out.println("busy: " + what + ": " + count + " times, failed " + failures + times);
    }
}
