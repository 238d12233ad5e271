package dev.berth.bench.tests;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Contestant;
import dev.berth.bench.contest.Reach;
import dev.berth.bench.contest.Rounds;
import dev.berth.bench.contest.Series;
import dev.berth.bench.contest.Subject;
import dev.berth.bench.daemon.Server;
import dev.berth.bench.daemon.Servers;
import dev.berth.bench.peer.Jvm;
import dev.berth.bench.peer.Worker;
import dev.berth.bench.place.Place;
import dev.berth.client.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures what a port adds to a test. Only in the {@link Place} that {@code bench/run} makes. */
public final class TestsBench implements Subject {
    /** How often in a lap. */
    private static final int TIMES = 200;

    private final Path root;
    private final Rounds rounds;
    private final int ports;

    /**
     * A measurement.
     *
     * @param root the checkout
     * @param rounds how often
     * @param ports how many ports berthd's pool has
     */
    public TestsBench(Path root, Rounds rounds, int ports) {
        this.root = root;
        this.rounds = rounds;
        this.ports = ports;
    }

    @Override
    public String title() {
        return "Ports in tests";
    }

    @Override
    public String scale() {
        return "ports taken";
    }

    @Override
    public Map<String, String> peers(FirstLine versions) {
        return Map.of();
    }

    @Override
    public void measure(Series series) throws IOException {
        Place place = Place.here();
        Servers servers = new Servers(root, place);
        List<String> outside = place.outside(Jvm.command(TestsWorker.class, List.of()));
        try (Server _ = servers.berthd(ports);
                Worker none = Worker.start(outside);
                Worker enforced = berth(servers, Mode.ENFORCED);
                Worker cooperative = berth(servers, Mode.COOPERATIVE);
                Worker spring = Worker.start(outside);
                Worker buildHelper = Worker.start(outside)) {
            List<Contestant> tests = List.of(
                    contestant(TestsReaches.EMPTY, none, "tests Empty"),
                    contestant(TestsReaches.ENFORCED, enforced, "tests Reserved"),
                    contestant(TestsReaches.COOPERATIVE, cooperative, "tests Reserved"),
                    contestant(TestsReaches.SPRING, spring, "tests Spring"),
                    contestant(TestsReaches.BUILD_HELPER, buildHelper, "tests BuildHelper"));
            series.run(new Contest(TestsReaches.TEST, 0, TestsReaches.EMPTY, Cases.TESTS, tests), rounds);
            List<Contestant> pairs = List.of(
                    contestant(TestsReaches.ENFORCED_PAIR, enforced, "ports Reserved " + TIMES),
                    contestant(TestsReaches.COOPERATIVE_PAIR, cooperative, "ports Reserved " + TIMES),
                    contestant(TestsReaches.SPRING, spring, "ports Spring " + TIMES),
                    contestant(TestsReaches.BUILD_HELPER, buildHelper, "ports BuildHelper " + TIMES));
            series.run(new Contest(TestsReaches.PAIR, 0, TestsReaches.ENFORCED_PAIR, TIMES, pairs), rounds);
        }
    }

    /** Its lock file is another one than that of this machine's tests. */
    private static Worker berth(Servers servers, Mode mode) throws IOException {
        Path socket = servers.berthdSocket();
        List<String> environment = List.of(
                "env",
                Mode.VARIABLE + "=" + mode.word(),
                "BERTH_SOCKET=" + socket,
                "BERTH_LOCKS=" + socket.resolveSibling("ports.lock"));
        return Worker.start(Stream.concat(environment.stream(), Jvm.command(TestsWorker.class, List.of()).stream())
                .toList());
    }

    private static Contestant contestant(String name, Worker worker, String line) {
        return Contestant.of(name, () -> worker.lap(line));
    }

    @Override
    public List<Reach> reaches() {
        return TestsReaches.ALL;
    }

    @Override
    public List<String> notes() {
        return TestsReaches.NOTES;
    }
}
