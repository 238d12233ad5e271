package dev.berth.it.builds;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A forked test JVM: runs the tests of a class in parallel, and tells in a line what came of it. */
final class StormMain {
    private static final int MOST_SHOWN = 3;

    private StormMain() {}

    /** The only word is the class. Prints {@code SERVED CONFLICTS PROBED LOST FAILED}. */
    public static void main(String... words) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(words[0]))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .build();
        // The end of the suite is none of a fork's business.
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .build());
        SummaryGeneratingListener heard = new SummaryGeneratingListener();
        launcher.execute(request, heard);
        long failed = heard.getSummary().getTotalFailureCount();
        if (failed > 0) {
            heard.getSummary().printFailuresTo(new PrintWriter(System.err, true, StandardCharsets.UTF_8), MOST_SHOWN);
        }
        System.out.println(ServedPort.SERVED + " " + ServedPort.CONFLICTS + " " + ServedPort.PROBED + " "
                + ServedPort.LOST + " " + failed);
    }
}
