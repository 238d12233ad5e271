package dev.berth.bench.entries;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Contestant;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Command;
import dev.berth.bench.peer.Jvm;
import dev.berth.bench.peer.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The contests, and their contestants, who run on from one scale to the next. */
final class EntriesContests implements AutoCloseable {
    static final String LIST = "list, in process";
    static final String OWNERS = "list with owners, in process";
    static final String SMALL = "list as a stream, in process";
    static final String COMMAND = "list with owners, as a process";
    static final String CLOSE = "close one known connection";
    static final String CLOSE_ALL = "close by filter";

    static final String BERTH = "Berth";
    static final String C = "C program";
    static final String OSHI = "OSHI";
    static final String SS = "ss -Htanp";
    static final String SS_CLOSE = "ss -K";
    static final String BERTH_COMMAND = "./berth entries --owners --json";
    static final String BERTH_SMALL = "Berth, -Xmx32m";

    /** OSHI logs through SLF4J, which else complains that nobody takes what it logs. */
    private static final List<String> OSHI_FLAGS = List.of("-Dslf4j.internal.verbosity=ERROR");
    /** How many connections are closed in a lap, each by itself: enough to tell 10 µs from nothing. */
    private static final int EACH = 10;
    /** How many are closed at once: what one process can hold both ends of with 20,000 descriptors. */
    private static final int MANY = 9_900;
    /** Of few sockets, not that many more are closed. */
    private static final int MANY_PER_SOCKET = 5;

    private final Path root;
    private final Path folder;
    private final Path peers;
    private final List<Worker> running = new ArrayList<>();
    private final Worker berth;
    private final Worker berthStream;
    private final Worker berthOwners;
    private final Worker berthSmall;
    private final Worker berthClose;
    private final Worker dump;
    private final Worker oshi;
    private final Worker oshiWithoutProcesses;
    private final Victims victims;

    /**
     * Starts those who wait for their laps.
     *
     * @param root the checkout
     * @param folder an empty folder
     */
    EntriesContests(Path root, Path folder) throws IOException {
        this.root = root;
        this.folder = folder;
        peers = root.resolve("bench/target/peers");
        Files.createSymbolicLink(folder.resolve("net"), Path.of("/proc/self/net"));
        String nowhere = folder.resolve("none").toString();
        berth = worker(Jvm.command(BerthWorker.class, List.of(), nowhere));
        berthStream = worker(Jvm.command(BerthWorker.class, List.of(), nowhere));
        berthOwners = worker(Jvm.command(BerthWorker.class, List.of(), nowhere));
        berthSmall = worker(Jvm.command(BerthWorker.class, List.of("-Xmx32m"), nowhere));
        berthClose = worker(Jvm.command(BerthWorker.class, List.of(), nowhere));
        dump = worker(List.of(peers.resolve("dump").toString()));
        oshi = worker(Jvm.command(OshiWorker.class, OSHI_FLAGS));
        oshiWithoutProcesses = worker(Jvm.command(OshiWorker.class, OSHI_FLAGS, folder.toString()));
        victims = new Victims(holder());
    }

    /** The program that holds sockets. */
    Path holder() {
        return peers.resolve("holder");
    }

    /** The contest without other sockets, in which Berth alone warms up. */
    Contest alone() {
        return new Contest(CLOSE, 0, BERTH, EACH, List.of(berthCloses()));
    }

    /** The contests at a scale, while so many sockets are open. */
    List<Contest> at(int sockets) {
        return List.of(
                new Contest(
                        LIST,
                        sockets,
                        BERTH,
                        sockets,
                        List.of(
                                worker(BERTH, berth, "list"),
                                worker(C, dump, "list"),
                                worker(OSHI, oshiWithoutProcesses, "list"))),
                new Contest(
                        OWNERS,
                        sockets,
                        BERTH,
                        sockets,
                        List.of(worker(BERTH, berthOwners, "owners"), worker(OSHI, oshi, "owners"), ss())),
                new Contest(
                        SMALL,
                        sockets,
                        BERTH,
                        sockets,
                        List.of(worker(BERTH, berthStream, "list"), worker(BERTH_SMALL, berthSmall, "list"))),
                new Contest(COMMAND, sockets, BERTH_COMMAND, sockets, List.of(berthCommand(), ss())),
                new Contest(CLOSE, sockets, BERTH, EACH, List.of(berthCloses(), ssCloses())),
                closeAll(sockets, Math.min(MANY, MANY_PER_SOCKET * sockets)));
    }

    private Contest closeAll(int sockets, int many) {
        String filter = "close-all " + Victims.PORT;
        return new Contest(
                CLOSE_ALL,
                sockets,
                BERTH,
                many,
                List.of(
                        Contestant.of(
                                BERTH,
                                () -> victims.lap(many, _ -> {
                                    Lap lap = berthClose.lap(filter);
                                    return lap.nanos();
                                })),
                        Contestant.of(
                                SS_CLOSE,
                                () -> victims.lap(many, _ -> ss("-HKtn", "dport", "=", ":" + Victims.PORT)))));
    }

    private Contestant berthCloses() {
        return Contestant.of(
                BERTH,
                () -> victims.lap(
                        EACH,
                        ports -> berthClose
                                .lap(ports.stream()
                                        .map(port -> " " + port + " " + Victims.PORT)
                                        .collect(Collectors.joining("", "close", "")))
                                .nanos()));
    }

    /** Its time, too, is that of one connection: of one process each. */
    private Contestant ssCloses() {
        return Contestant.of(
                SS_CLOSE,
                () -> victims.lap(EACH, ports -> {
                    long nanos = 0;
                    for (int port : ports) {
                        nanos += ss("-HKtn", "src", "127.0.0.1:" + port, "dst", "127.0.0.1:" + Victims.PORT);
                    }
                    return nanos / ports.size();
                }));
    }

    private static long ss(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ss"));
        command.addAll(List.of(words));
        return new Command(SS_CLOSE, command, Map.of(), "").run().nanos();
    }

    private static Contestant ss() {
        return new Command(SS, List.of("ss", "-Htanp"), Map.of(), "pid=");
    }

    private Contestant berthCommand() {
        Map<String, String> nowhere = Map.of(
                "BERTH_BUILD", "never",
                "BERTH_STORE", folder.resolve("none/store").toString(),
                "BERTH_BPFFS", folder.resolve("none/bpffs").toString());
        List<String> command = List.of(root.resolve("berth").toString(), "entries", "--owners", "--json");
        return new Command(BERTH_COMMAND, command, nowhere, "\"pid\":");
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
        victims.close();
        running.forEach(Worker::close);
    }
}
