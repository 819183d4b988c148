import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes up to the first red test, and prints that: "RED", class and method, headline, between tabs. Arguments: tags to leave out, then "--", then classes, in order. */
public final class FirstRed implements TestExecutionListener {
    private final PrintStream out = System.out;
    private int passed;

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        int end = given.indexOf("--");
        FirstRed listener = new FirstRed();
        for (String name : given.subList(end + 1, given.size())) {
            LauncherDiscoveryRequestBuilder request =
                    LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(name));
            if (end > 0) {
                request.filters(TagFilter.excludeTags(new ArrayList<>(given.subList(0, end))));
            }
            LauncherFactory.create().execute(request.build(), listener);
        }
        listener.out.println("GREEN\t" + listener.passed);
        System.exit(0);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            passed += test.isTest() ? 1 : 0;
        } else if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            String headline = headline(
                    result.getThrowable().map(Throwable::getMessage).orElse(""),
                    result.getThrowable().map(Object::toString).orElse("failed"));
            out.println("RED\t" + name(test) + "\t" + headline);
            System.exit(1);
        }
    }

    /** Its first line; of what AssertJ says in many lines, those. */
    private static String headline(String message, String otherwise) {
        List<String> lines = (message == null || message.isBlank() ? otherwise : message)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        boolean begins = lines.get(0).startsWith("[") || lines.get(0).startsWith("expected") || lines.get(0).startsWith("Expecting");
        return String.join(" ", begins ? lines.subList(0, Math.min(4, lines.size())) : lines.subList(0, 1)).replace('\t', ' ');
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .map(source -> source instanceof MethodSource method
                        ? simple(method.getClassName()) + "." + method.getMethodName()
                        : source instanceof ClassSource type ? simple(type.getClassName()) : test.getDisplayName())
                .orElse(test.getDisplayName());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
