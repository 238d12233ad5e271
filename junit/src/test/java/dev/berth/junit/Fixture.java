package dev.berth.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Test classes that are run by a test. */
record Fixture(Map<String, String> configuration, List<Class<?>> classes) {
    static Fixture of(Class<?>... classes) {
        return new Fixture(Map.of(), List.of(classes));
    }

    Fixture with(String parameter, String value) {
        return new Fixture(Map.of(parameter, value), classes);
    }

    /** Runs them, in order; all of them have to succeed, and to be that many. */
    void succeed(int tests) {
        EngineExecutionResults ran = run();
        ran.containerEvents().assertStatistics(counts -> counts.failed(0));
        failures(ran).forEach(failure -> {
            throw new AssertionError("a test of " + classes + " failed", failure);
        });
        ran.testEvents().assertStatistics(counts -> counts.started(tests).succeeded(tests));
    }

    /** Runs them; one test or class has to fail, and its sentence is answered. */
    String failure() {
        List<Throwable> failures = failures(run());
        if (failures.size() != 1) {
            throw new AssertionError(failures.size() + " failures instead of one: " + failures);
        }
        return String.valueOf(failures.get(0).getMessage());
    }

    private EngineExecutionResults run() {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameters(configuration)
                .selectors(classes.stream().map(type -> selectClass(type)).toArray(DiscoverySelector[]::new))
                .execute();
    }

    static List<Throwable> failures(EngineExecutionResults ran) {
        return ran.allEvents().failed().stream().flatMap(Fixture::failures).toList();
    }

    private static Stream<Throwable> failures(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class).getThrowable().stream();
    }
}
