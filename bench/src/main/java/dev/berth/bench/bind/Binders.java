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
import java.util.stream.Stream;

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
    /** On how many hooks the guard is, and the empty programs are. */
    private static final int HOOKS = 5;

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
        Place none = place.beside("none");
        start(NONE, none, ordinary(none), List.of("true"));
        Place empty = place.beside("empty");
        List<String> hooked = Stream.concat(Stream.of(peer("empty"), cgroup(empty)), ordinary(empty).stream())
                .toList();
        start(EMPTY, empty, hooked, List.of("true"));
        guarded(GUARD, place.beside("guard"));
        guarded(SOME, place.beside("guard-1000"), "8000-8999/1000");
        guarded(MANY, place.beside("guard-60000"), "1001-40000/39000", "44001-65000/21000");
        guarded(MANY_BLOCKS, place.beside("guard-blocks"), "1001-40000/100", "44001-65000/100");
    }

    private String peer(String name) {
        return root.resolve("bench/target/peers").resolve(name).toString();
    }

    private List<String> ordinary(Place place) {
        return List.of(peer("ordinary"), cgroup(place));
    }

    private static String cgroup(Place place) {
        return place.cgroup().toString();
    }

    private void guarded(String name, Place place, String... runs) throws IOException {
        start(name, place, ordinary(place), place.at(Jvm.command(Reserving.class, List.of(), runs)));
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

    /**
     * Makes sure that those who are said to have programs on the hooks do, and nobody else, and that those who are said to
     * have reserved ports do: each tries one that all of them have reserved.
     */
    void check() throws IOException {
        for (Map.Entry<String, Worker> one : running.entrySet()) {
            check(one, "hooks", one.getKey().equals(NONE) ? 0 : HOOKS);
            check(one, "try " + RESERVED_BY_ALL, RESERVED.contains(one.getKey()) ? EACCES : 0);
        }
    }

    private static void check(Map.Entry<String, Worker> one, String line, int expected) throws IOException {
        long answer = one.getValue().lap(line).count();
        if (answer != expected) {
            throw new IOException(one.getKey() + " answers " + answer + " instead of " + expected + " to: " + line);
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
