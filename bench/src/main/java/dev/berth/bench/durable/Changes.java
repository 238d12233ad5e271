package dev.berth.bench.durable;

import dev.berth.api.PortBlock;
import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Contestant;
import dev.berth.bench.peer.Jvm;
import dev.berth.bench.peer.Worker;
import dev.berth.bench.place.Place;
import dev.berth.bench.place.Stock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The contests, and their contestants, who run on while the store fills. */
final class Changes implements AutoCloseable {
    static final String PARTS = "what it consists of, a block of 1";

    static final String BERTH = "Berth";
    static final String SEQUENCE = "file sequence, C";
    private static final String LOOKING = "Berth, a delete in vain: lock, store, guard and list";
    private static final String LOOKUP = "Berth, a lookup in vain: store and guard, no lock";
    private static final String READING = "all files of the store opened, read and closed, C";

    /** The sizes of the blocks. */
    static final List<Integer> SIZES = List.of(1, 10_000);

    private static final int TIMES = 5;
    private static final int START = 8_000;
    private static final int OTHERS_START = 20_001;

    private final Path folder;
    private final Path content;
    private final Place place;
    private final List<Worker> running = new ArrayList<>();
    private final Worker berth;
    private final Worker sequence;

    /**
     * Starts them.
     *
     * @param root the checkout
     * @param place where
     */
    Changes(Path root, Place place) throws IOException {
        this.place = place;
        folder = Files.createDirectories(place.store().resolveSibling("sequence"));
        content = place.store().resolveSibling("content");
        berth = worker(place.at(Jvm.command(DurableWorker.class, List.of())));
        sequence = worker(
                List.of(root.resolve("bench/target/peers/sequence").toString(), folder.toString(), content.toString()));
    }

    static String title(int size) {
        return "create and delete a block of " + (size == 1 ? "1 port" : String.format(Locale.ROOT, "%,d ports", size))
                + ", durably, in process";
    }

    /** Makes so many other reservations, of one port each, no two of them neighbors, and files beside the sequence's. */
    void fill(int others) throws IOException {
        List<PortBlock> blocks = IntStream.range(0, others)
                .mapToObj(i -> PortBlock.of(OTHERS_START + 2 * i, 1))
                .toList();
        Stock.write(folder, blocks);
        Stock.write(place.store(), blocks);
        long restored = berth.lap("restore 1 1 1").count();
        if (restored != others) {
            throw new IOException(restored + " reservations were restored instead of " + others);
        }
    }

    /** The contest of a block, beside so many other reservations. */
    Contest at(int others, int size) throws IOException {
        same(size);
        return new Contest(
                title(size),
                others,
                SEQUENCE,
                TIMES,
                List.of(berth(BERTH, "pair", size), worker(SEQUENCE, sequence, "pair " + TIMES)));
    }

    /** The contest of the parts, beside so many other reservations. */
    Contest parts(int others) throws IOException {
        same(1);
        return new Contest(
                PARTS,
                others,
                SEQUENCE,
                TIMES,
                List.of(
                        berth(BERTH, "pair", 1),
                        worker(SEQUENCE, sequence, "pair " + TIMES),
                        berth(LOOKING, "vain", 1),
                        berth(LOOKUP, "lookup", 1),
                        worker(READING, sequence, "read " + TIMES)));
    }

    /** Sees to it that the sequence writes the very bytes that Berth writes. */
    private void same(int size) throws IOException {
        berth.lap("create 1 " + START + " " + size);
        Files.write(content, Files.readAllBytes(place.store().resolve("tcp-" + START + "-" + size + ".json")));
        berth.lap("delete 1 " + START + " " + size);
    }

    private Contestant berth(String name, String task, int size) {
        return worker(name, berth, task + " " + TIMES + " " + START + " " + size);
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
