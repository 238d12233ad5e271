package dev.berth.bench.runtime;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Contestant;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Jvm;
import dev.berth.bench.peer.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How soon a stranger who keeps trying can bind a port: from the moment at which its owner is killed, the anchor closed or
 * the reservation released, until the stranger's {@code bind} has succeeded.
 */
final class Endings implements AutoCloseable {
    static final String TITLE = "until a stranger has bound the port";
    static final String KILLED = "Berth, kill -9 of the owner";
    static final String COMMAND_KILLED = "Berth, kill -9 of a command of berth acquire";
    static final String CLOSED = "Berth, last close of the anchor";
    static final String RELEASED = "Berth, RELEASE";

    private static final String LISTENER_KILLED = "no reservation, kill -9 of a listener";
    private static final String LISTENER_CLOSED = "no reservation, close of a listener";
    private static final int EACCES = 13;
    private static final int EADDRINUSE = 98;

    private final Path root;
    private final int ports;
    private final Worker stranger;
    private final Worker owner;
    private final Worker listener;

    /**
     * Starts those who run on.
     *
     * @param root the checkout
     * @param ports how many ports the pool has
     */
    Endings(Path root, int ports) throws IOException {
        this.root = root;
        this.ports = ports;
        stranger =
                Worker.start(List.of(root.resolve("bench/target/peers/stranger").toString()));
        owner = owner();
        listener = owner();
    }

    /** The contest, in which one port is taken each time. */
    Contest contest() {
        return new Contest(
                TITLE,
                1,
                KILLED,
                1,
                List.of(
                        Contestant.of(KILLED, () -> killed(owner(), "acquire", EACCES)),
                        Contestant.of(COMMAND_KILLED, () -> killed(command(), "port", EACCES)),
                        Contestant.of(CLOSED, () -> ended(owner, "acquire-anchored", EACCES, "close")),
                        Contestant.of(RELEASED, () -> ended(owner, "acquire", EACCES, "release")),
                        Contestant.of(LISTENER_KILLED, () -> killed(owner(), "listen", EADDRINUSE)),
                        Contestant.of(LISTENER_CLOSED, () -> ended(listener, "listen", EADDRINUSE, "close"))));
    }

    private Lap ended(Worker who, String beginning, int refusal, String end) throws IOException {
        watch(who.lap(beginning).count(), refusal);
        return boundSince(who.lap(end).nanos());
    }

    private Lap killed(Worker fresh, String beginning, int refusal) throws IOException {
        try (Worker mortal = fresh) {
            watch(mortal.lap(beginning).count(), refusal);
            return boundSince(mortal.kill());
        }
    }

    private void watch(long port, int refusal) throws IOException {
        long error = stranger.lap("watch " + port).count();
        if (error != refusal) {
            throw new IOException(
                    "a stranger's bind of port " + port + " gave errno " + error + " instead of " + refusal);
        }
    }

    private Lap boundSince(long moment) throws IOException {
        Lap bound = stranger.lap("bound");
        return new Lap(bound.count(), bound.nanos() - moment);
    }

    private Worker owner() throws IOException {
        return Worker.start(Jvm.command(OwningWorker.class, List.of(), String.valueOf(ports)));
    }

    /** Not a JVM any more: the command is the process that acquired. */
    private Worker command() throws IOException {
        return Worker.start(List.of(
                root.resolve("berth").toString(),
                "acquire",
                "tcp",
                "--",
                "sh",
                "-c",
                "while read -r _; do echo \"$BERTH_PORT 0\"; done"));
    }

    @Override
    public void close() {
        stranger.close();
        owner.close();
        listener.close();
    }
}
