package dev.berth.daemon;

import dev.berth.kernel.Life;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Pidfd;
import java.io.UncheckedIOException;

/** A process that has connections or reservations. Belongs to the loop's thread. */
final class WatchedProcess {
    private final Life life;
    private final Pidfd descriptor;
    private boolean ended;
    /** In the loop. */
    private long number;

    private int connections;
    private int reservations;

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

    void hold(int more) {
        reservations += more;
    }

    boolean hasReservations() {
        return reservations > 0;
    }

    /** Tells whether there is a reason to watch it. */
    boolean matters() {
        return connections > 0 || reservations > 0;
    }
}
