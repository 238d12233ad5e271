package dev.berth.daemon;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has the engine carry out what was asked for: one change after the other. A quick one is done at once, on the loop's
 * thread, where nobody is before it and the lock of the store is free; all else, and what has to wait for a lock, by a
 * thread that may wait. Reads, which take no lock, have a thread of their own, so that a long list holds up nobody. Users
 * take turns at both, however many calls of each are waiting.
 *
 * <p>Belongs to the loop's thread, where all answers are given.
 */
final class Desk implements AutoCloseable {
    private final Loop loop;
    private final Patience patience;
    private final long patienceNanos;
    private final ExecutorService changes = Executors.newSingleThreadExecutor(work -> thread(work, "changes"));
    private final ExecutorService reads = Executors.newSingleThreadExecutor(work -> thread(work, "reads"));
    private final Log log;
    private int waiting;

    /**
     * A desk before an engine.
     *
     * @param patience what the engine asks how long to wait
     * @param most how long anybody waits at most
     */
    Desk(Loop loop, Patience patience, Duration most, Log log) {
        this.loop = loop;
        this.patience = patience;
        this.log = log;
        patienceNanos = most.toNanos();
    }

    /** What comes of work that nobody could foresee: the one who asked is to be told that it failed. */
    interface Answer<T> extends Consumer<Outcome<T>> {
        /** It threw. */
        void broken();
    }

    /**
     * Carries out a change that takes microseconds.
     *
     * @param user the changes of whoever asks
     */
    <T> void quickly(Waiting user, Supplier<Outcome<T>> work, Answer<T> answer) {
        if (waiting == 0) {
            patience.none();
            Outcome<T> outcome = work.get();
            if (outcome.code() != Code.WSAEINPROGRESS) {
                give(answer, outcome);
                return;
            }
        }
        change(user, work, answer);
    }

    /** Carries out a change. */
    <T> void change(Waiting user, Supplier<Outcome<T>> work, Answer<T> answer) {
        long deadline = System.nanoTime() + patienceNanos;
        waiting++;
        user.add(() -> changes.execute(() -> {
            patience.until(deadline);
            Runnable answering = done(work, answer);
            loop.execute(() -> {
                waiting--;
                user.done();
                answering.run();
            });
        }));
    }

    /**
     * Reads something.
     *
     * @param user the reads of whoever asks
     */
    <T> void read(Waiting user, Supplier<Outcome<T>> work, Answer<T> answer) {
        user.add(() -> reads.execute(() -> {
            Runnable answering = done(work, answer);
            loop.execute(() -> {
                user.done();
                answering.run();
            });
        }));
    }

    @Override
    public void close() {
        changes.shutdown();
        reads.shutdown();
    }

    private <T> Runnable done(Supplier<Outcome<T>> work, Answer<T> answer) {
        try {
            Outcome<T> outcome = work.get();
            return () -> give(answer, outcome);
        } catch (RuntimeException unforeseen) {
            log.broken("while carrying out a change", unforeseen);
            return answer::broken;
        } catch (Error end) {
            return () -> {
                throw end; // of berthd, as on any other thread that it cannot do without
            };
        }
    }

    private static <T> void give(Answer<T> answer, Outcome<T> outcome) {
        try {
            answer.accept(outcome);
        } catch (RuntimeException unforeseen) {
            answer.broken();
            throw unforeseen;
        }
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, "berthd " + name);
        thread.setDaemon(true);
        return thread;
    }
}
