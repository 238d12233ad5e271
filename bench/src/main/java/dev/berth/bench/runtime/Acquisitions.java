package dev.berth.bench.runtime;

import dev.berth.api.PortBlock;
import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Contestant;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Jvm;
import dev.berth.bench.peer.Worker;
import dev.berth.bench.place.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The contests in process, and their contestants, who run on while their pools fill. */
final class Acquisitions implements AutoCloseable {
    static final String PAIR = "acquire and release one port, in process";
    static final String SHARED = "the same, each time after another process did";
    static final String REFUSED = "refusal where no port is left, in process";

    static final String BERTH = "Berth";
    private static final String BERTH_BOTH = "Berth, tcp+udp";
    private static final String PORTPICKER = "portpicker";
    private static final String PORTSERVER = "portserver";
    private static final String BIND = "bind(0)";

    /** How often in a lap where it takes everybody microseconds; in a small pool, which is for trying, not that often. */
    private static final int OFTEN = 500;
    /** How often where it does not. */
    private static final int SOMETIMES = 10;

    private final int ports;
    private final List<Worker> running = new ArrayList<>();
    private final Worker berth;
    private final Worker neighbor;
    private final Worker picker;
    private final Worker server;
    private final Worker bind;

    /**
     * Starts them.
     *
     * @param root the checkout
     * @param place where
     * @param ports how many ports the pools have
     */
    Acquisitions(Path root, Place place, int ports) throws IOException {
        this.ports = ports;
        String pool = String.valueOf(ports);
        PortBlock block = Place.pool(ports);
        String script = root.resolve("bench/src/main/python/picker.py").toString();
        berth = worker(Jvm.command(AcquiringWorker.class, List.of(), pool));
        neighbor = worker(Jvm.command(AcquiringWorker.class, List.of(), pool));
        picker = worker(place.outside(List.of(RuntimeBench.PYTHON, script)));
        server = worker(place.outside(List.of(RuntimeBench.PYTHON, script, block.start() + "-" + block.last())));
        bind = worker(
                place.outside(List.of(root.resolve("bench/target/peers/bind0").toString())));
    }

    /** How many ports of a pool are taken for the contests, in turn: none, 99.9 %, all but one, all. */
    static List<Integer> scales(int ports) {
        return List.of(0, ports - Math.max(2, ports / 1_000), ports - 1, ports);
    }

    /** Takes so many ports of the pools; not less than before. */
    void fill(int taken) throws IOException {
        for (Worker worker : taken == 0 ? List.<Worker>of() : List.of(berth, server)) {
            long held = worker.lap("fill " + taken).count();
            if (held != taken) {
                throw new IOException(held + " ports of a pool were taken instead of " + taken);
            }
        }
    }

    /** The contests where so many ports are taken. */
    List<Contest> at(int taken) {
        if (taken == ports) {
            return List.of(new Contest(
                    REFUSED,
                    taken,
                    BERTH,
                    SOMETIMES,
                    List.of(
                            worker(BERTH, berth, "refused " + SOMETIMES),
                            worker(PORTSERVER, server, "refused " + SOMETIMES))));
        }
        int times = taken == 0 ? Math.min(OFTEN, ports) : SOMETIMES;
        List<Contestant> contestants = new ArrayList<>(List.of(
                worker(BERTH, berth, "pair " + times),
                worker(BERTH_BOTH, berth, "pair-both " + times),
                worker(PORTSERVER, server, "server " + times)));
        if (taken == 0) {
            contestants.add(worker(PORTPICKER, picker, "pair " + times));
            contestants.add(worker(BIND, bind, "pair " + times));
        }
        return List.of(
                new Contest(PAIR, taken, BERTH, times, contestants),
                new Contest(SHARED, taken, BERTH, SOMETIMES, List.of(Contestant.of(BERTH, this::shared))));
    }

    private Lap shared() throws IOException {
        long count = 0;
        long nanos = 0;
        for (int i = 0; i < SOMETIMES; i++) {
            neighbor.lap("pair 1");
            Lap lap = berth.lap("pair 1");
            count += lap.count();
            nanos += lap.nanos();
        }
        return new Lap(count, nanos / SOMETIMES);
    }

    private Worker worker(List<String> command) throws IOException {
        Worker worker = Worker.start(command);
        running.add(worker);
        return worker;
    }

    private static Contestant worker(String name, Worker worker, String line) {
        return Contestant.of(name, () -> worker.lap(line));
    }

    @Override
    public void close() {
        running.forEach(Worker::close);
    }
}
