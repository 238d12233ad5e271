package dev.berth.daemon;

import dev.berth.api.Token;
import dev.berth.kernel.Life;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Pidfd;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** A process that has connections or reservations. Belongs to the loop's thread. */
final class WatchedProcess {
    /** So many reservations of one process are told apart, those that it got last; more are counted. */
    private static final int MOST_KNOWN = 1024;

    private final Life life;
    private final Pidfd descriptor;
    private boolean ended;
    /** In the loop. */
    private long number;

    private int connections;
    private int reservations;
    private final SequencedSet<Token> known = new LinkedHashSet<>();

    WatchedProcess(Life life, Pidfd descriptor) {
        this.life = life;
        this.descriptor = descriptor;
    }

    Life life() {
        return life;
    }

    Pidfd descriptor() {
        return descriptor;
    }

    long number() {
        return number;
    }

    void number(long inLoop) {
        number = inLoop;
    }

    /** Asked of the kernel: the loop may come to what somebody else says in its name before it comes to its end. */
    boolean hasEnded() {
        try {
            return ended || descriptor.hasEnded(0);
        } catch (SyscallException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void end() {
        ended = true;
    }

    void connect(int more) {
        connections += more;
    }

    /** One reservation more. */
    void hold(Token token) {
        reservations++;
        known.add(token);
        if (known.size() > MOST_KNOWN) {
            known.removeFirst();
        }
    }

    /** One less. */
    void release(Token token) {
        reservations--;
        known.remove(token);
    }

    /** Tells whether this one of its reservations is known. */
    boolean holds(Token token) {
        return known.contains(token);
    }

    boolean hasReservations() {
        return reservations > 0;
    }

    /** Tells whether there is a reason to watch it. */
    boolean matters() {
        return connections > 0 || reservations > 0;
    }
}
