package dev.berth.bench.bind;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Contestant;
import dev.berth.bench.peer.Jvm;
import dev.berth.bench.peer.Worker;
import dev.berth.bench.place.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Those who bind: the same program in C, each in a cgroup and a network namespace of its own, and so each under a guard of
 * its own or under none.
 */
final class Binders implements AutoCloseable {
    static final String BIND = "an ordinary bind(2)";
    static final String PASS = "socket(2), an ordinary bind(2), close(2)";
    /** How often in a lap: so short that whatever else the machine does hits all of them. */
    static final int TIMES = 640;

    static final String NONE = "no hook";
    static final String EMPTY = "empty programs";
    static final String GUARD = "guard, 0 ports reserved";
    static final String SOME = "guard, 1,000 ports reserved";
    static final String MANY = "guard, 60,000 ports in 2 blocks";
    static final String MANY_BLOCKS = "guard, 60,000 ports in 600 blocks";

    private static final List<String> RESERVED = List.of(SOME, MANY, MANY_BLOCKS);
    private static final int RESERVED_BY_ALL = 8_000;
    private static final int EACCES = 13;

    private final Path root;
    private final Map<String, Worker> running = new LinkedHashMap<>();

    /**
     * Starts them.
     *
     * @param root the checkout
     * @param place where
     */
    Binders(Path root, Place place) throws IOException {
        this.root = root;
        start(NONE, place.beside("none"), List.of(peer("ordinary")), List.of("true"));
        Place empty = place.beside("empty");
        start(EMPTY, empty, List.of(peer("empty"), cgroup(empty), peer("ordinary")), List.of("true"));
        guarded(GUARD, place.beside("guard"));
        guarded(SOME, place.beside("guard-1000"), "8000-8999/1000");
        guarded(MANY, place.beside("guard-60000"), "1001-40000/39000", "44001-65000/21000");
        guarded(MANY_BLOCKS, place.beside("guard-blocks"), "1001-40000/100", "44001-65000/100");
    }

    private String peer(String name) {
        return root.resolve("bench/target/peers").resolve(name).toString();
    }

    private static String cgroup(Place place) {
        return place.cgroup().toString();
    }

    private void guarded(String name, Place place, String... runs) throws IOException {
        start(name, place, List.of(peer("ordinary")), place.at(Jvm.command(Reserving.class, List.of(), runs)));
    }

    /** Whoever makes a guard ready has ended when the binder takes its place, in the same namespace. */
    private void start(String name, Place place, List<String> binder, List<String> before) throws IOException {
        Files.createDirectory(place.cgroup());
        String script =
                "\"$@\" < /dev/null >&2 && echo 0 > \"$0\"/cgroup.procs && exec '" + String.join("' '", binder) + "'";
        List<String> command = new ArrayList<>(List.of("unshare", "--net", "sh", "-c", script, cgroup(place)));
        command.addAll(before);
        running.put(name, Worker.start(command));
    }

    /** Makes sure that those who are said to be guarded are, and nobody else: each tries a port that some have reserved. */
    void check() throws IOException {
        for (Map.Entry<String, Worker> one : running.entrySet()) {
            int expected = RESERVED.contains(one.getKey()) ? EACCES : 0;
            long error = one.getValue().lap("try " + RESERVED_BY_ALL).count();
            if (error != expected) {
                throw new IOException(one.getKey() + ": a bind of port " + RESERVED_BY_ALL + " gave errno " + error
                        + " instead of " + expected);
            }
        }
    }

    /** The contests, in which all of them do the same. */
    List<Contest> contests() {
        return List.of(contest(BIND, "bind "), contest(PASS, "pass "));
    }

    private Contest contest(String title, String line) {
        List<Contestant> contestants = running.entrySet().stream()
                .map(one -> Contestant.of(one.getKey(), () -> one.getValue().lap(line + TIMES)))
                .toList();
        return new Contest(title, TIMES, EMPTY, TIMES, contestants);
    }

    @Override
    public void close() {
        running.values().forEach(Worker::close);
    }
}
