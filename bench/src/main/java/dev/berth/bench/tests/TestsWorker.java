package dev.berth.bench.tests;

import dev.berth.api.Protocol;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Answering;
import dev.berth.client.ProcessPorts;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * A JVM that runs tests, and answers how many succeeded and the time of one: {@code tests NAME} runs a class of
 * {@link Cases}; {@code ports NAME N} has N ports of a finder, one after the other, and gives them back.
 */
final class TestsWorker implements Answering {
    private final Launcher launcher;
    private final ProcessPorts ports;

    private TestsWorker(Launcher launcher, ProcessPorts ports) {
        this.launcher = launcher;
        this.ports = ports;
    }

    /** Serves; the environment says how firmly ports are to be held. */
    public static void main(String[] words) throws IOException {
        try (ProcessPorts ports = ProcessPorts.ofThisMachine()) {
            new TestsWorker(LauncherFactory.create(), ports).serve();
        }
    }

    @Override
    public Lap lap(String line) throws IOException {
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "tests" -> tests(words[1]);
            case "ports" -> ports(words[1], Integer.parseInt(words[2]));
            default -> throw new IOException("no such task: " + line);
        };
    }

    private Lap tests(String name) throws IOException {
        Class<?> cases = Stream.of(Cases.class.getDeclaredClasses())
                .filter(one -> one.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("no such tests: " + name));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(List.of(DiscoverySelectors.selectClass(cases)))
                .build();
        SummaryGeneratingListener heard = new SummaryGeneratingListener();
        long start = System.nanoTime();
        launcher.execute(request, heard);
        long nanos = System.nanoTime() - start;
        return new Lap(heard.getSummary().getTestsSucceededCount(), nanos / Cases.TESTS);
    }

    private Lap ports(String finder, int times) throws IOException {
        Runnable one = switch (finder) {
            case "Reserved" -> () -> ports.acquire(Protocol.TCP, 1).close();
            case "Spring" -> SpringFinder::port;
            case "BuildHelper" -> BuildHelperFinder::port;
            default -> throw new IOException("no such finder: " + finder);
        };
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            one.run();
        }
        return new Lap(times, (System.nanoTime() - start) / times);
    }
}
