package dev.berth.it.walls;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs these tests without Maven, where that would take too long: {@code SuiteMain NAME...}, as {@code
 * build/other-kernel} does. A name is a class's, without its package, in which {@code *} stands for anything; with
 * {@code !} in front it leaves out. It ends with 1 if a test failed or none ran; that one was skipped is no failure.
 */
final class SuiteMain {
    private SuiteMain() {}

    public static void main(String... names) throws URISyntaxException {
        SuiteReport report = new SuiteReport();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request(List.of(names)), report);
        } catch (AssertionError left) { // what SuiteEnd found
            report.failed("the end", left);
        }
        report.print();
        System.exit(report.isGood() ? 0 : 1);
    }

    private static LauncherDiscoveryRequest request(List<String> names) throws URISyntaxException {
        Path classes = Path.of(SuiteMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClasspathRoots(Set.of(classes)))
                .filters(
                        ClassNameFilter.includeClassNamePatterns(
                                patterns(names.stream().filter(name -> !name.startsWith("!")))),
                        ClassNameFilter.excludeClassNamePatterns(patterns(names.stream()
                                .filter(name -> name.startsWith("!"))
                                .map(name -> name.substring(1)))))
                .build();
    }

    private static String[] patterns(Stream<String> names) {
        return Stream.concat(Stream.of("(?!)"), names.map(SuiteMain::pattern)).toArray(String[]::new);
    }

    private static String pattern(String name) {
        return "(.*\\.)?" + Pattern.quote(name).replace("*", "\\E.*\\Q");
    }
}
