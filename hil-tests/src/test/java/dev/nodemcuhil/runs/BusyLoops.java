package dev.nodemcuhil.runs;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Programs that want a core each and do nothing with it. They end with {@link #close}, with this program, and by themselves when their time is over. */
final class BusyLoops implements AutoCloseable {
    private final List<Process> loops = new ArrayList<>();

    BusyLoops(int count, Duration limit) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        for (int i = 0; i < count; i++) {
            loops.add(new ProcessBuilder("timeout", Long.toString(limit.toSeconds()), "sh", "-c", "while :; do :; done")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(new File("/dev/null"))
                    .start());
        }
    }

    /** How many are at it. */
    long running() {
        return loops.stream().filter(Process::isAlive).count();
    }

    @Override
    public void close() {
        for (Process loop : loops) {
            loop.descendants().forEach(ProcessHandle::destroyForcibly);
            loop.destroyForcibly();
        }
    }
}
