package dev.berth.it.daemon;

import dev.berth.it.daemon.AcquiringClient.Held;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Answer;
import dev.berth.testkit.SocketKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A stranger who binds without a pause into what others hold. A success counts where the block was held before the bind and
 * after it.
 */
final class Prober {
    private final Actor stranger;
    private final Supplier<List<Held>> held;
    private final Random random;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final List<String> successes = new ArrayList<>();

    /**
     * A prober.
     *
     * @param stranger who owns and consumes nothing
     * @param held what is held at the moment
     */
    Prober(Actor stranger, Supplier<List<Held>> held, Random random) {
        this.stranger = stranger;
        this.held = held;
        this.random = random;
    }

    /** Binds until it is ended; for a thread of its own. */
    void run() throws IOException {
        while (!ended.get()) {
            List<Held> all = held.get();
            if (!all.isEmpty()) {
                attempt(all.get(random.nextInt(all.size())));
            }
        }
    }

    private void attempt(Held target) throws IOException {
        List<SocketKind> kinds = SocketKind.all(target.protocol());
        SocketKind kind = kinds.get(random.nextInt(kinds.size()));
        int port = target.block().port(random.nextInt(target.block().count()));
        Answer answer = stranger.bind(kind, port);
        attempts.incrementAndGet();
        if (answer.outcome().equals("EACCES")) {
            refusals.incrementAndGet();
        } else if (held.get().contains(target)) {
            successes.add(kind + " " + port + " of " + target + ": " + answer);
        }
    }

    /** Ends {@link #run}. */
    void end() {
        ended.set(true);
    }

    /** How often it tried. */
    int attempts() {
        return attempts.get();
    }

    /** How often it was refused. */
    int refusals() {
        return refusals.get();
    }

    /** What should not have been possible; to be asked after the end. */
    List<String> successes() {
        return successes;
    }
}
