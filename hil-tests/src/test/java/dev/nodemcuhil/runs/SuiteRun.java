package dev.nodemcuhil.runs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The test JVM as Maven starts it, without Maven: runs the classes that are named; exits 0 if at least one test ran and all were green. */
final class SuiteRun {
    private SuiteRun() {}

    public static void main(String[] classes) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(classes)
                        .map(name -> selectClass("dev.nodemcuhil.tests." + name))
                        .toList())
                .build();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request, summary);
        }
        summary.getSummary().printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        long succeeded = summary.getSummary().getTestsSucceededCount();
        System.out.println(
                "succeeded " + succeeded + ", failed " + summary.getSummary().getTotalFailureCount());
        System.exit(succeeded > 0 && summary.getSummary().getTotalFailureCount() == 0 ? 0 : 1);
    }
}
