package dev.berth.daemon;

import dev.berth.api.Outcome;
import dev.berth.kernel.Errno;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Epoll;
import dev.berth.kernel.unix.Pidfd;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The processes that have connections or reservations: each is watched, so that what it leaves behind is struck from the
 * books when it ends, and its user's quota is free again. The guard lets everybody in at once, without this. Belongs to the
 * loop's thread.
 */
final class Owners implements AutoCloseable {
    /** No process has the number, or a thread of another one has it. */
    private static final Set<Errno> GONE = Set.of(Errno.ESRCH, Errno.EINVAL, Errno.ENOENT);

    private final Loop loop;
    private final Engines engines;
    private final Desk desk;
    private final Witness witness;
    private final Opening opening;
    private final Waiting burials = new Waiting();
    private final Map<Life, WatchedProcess> processes = new HashMap<>();

    Owners(Loop loop, Engines engines, Desk desk, Witness witness) {
        this(loop, engines, desk, witness, Pidfd::open);
    }

    Owners(Loop loop, Engines engines, Desk desk, Witness witness, Opening opening) {
        this.loop = loop;
        this.engines = engines;
        this.desk = desk;
        this.witness = witness;
        this.opening = opening;
    }

    /** Opens the process that has a number. */
    @FunctionalInterface
    interface Opening {
        Pidfd open(int pid) throws SyscallException;
    }

    /** A process has connected; the descriptor is closed when it matters no more. */
    WatchedProcess connected(Life life, Pidfd descriptor) throws SyscallException {
        WatchedProcess process = processes.get(life);
        if (process == null) {
            process = watch(life, descriptor);
        } else {
            descriptor.close();
        }
        process.connect(1);
        return process;
    }

    /** A connection was closed. */
    void disconnected(WatchedProcess process) {
        process.connect(-1);
        forgetUnless(process);
    }

    /** A reservation has begun; no matter if that is known, because somebody whose answer was lost has asked again. */
    void acquired(GuardEntry entry, Asker asker) {
        WatchedProcess owner = processes.get(entry.owner());
        if (owner == null || !owner.holds(entry.token())) {
            witness.acquired(entry, asker);
            hold(entry);
        }
    }

    /** One was given back. */
    void released(GuardEntry entry, Asker asker) {
        WatchedProcess owner = processes.get(entry.owner());
        // One that ended with its socket goes on being counted: its process is watched to its end, no more.
        if (owner != null && owner.hasReservations()) {
            owner.release(entry.token());
            forgetUnless(owner);
        }
        witness.released(entry, asker);
    }

    /** A reservation is there, of a process that need not be connected. */
    void hold(GuardEntry entry) {
        WatchedProcess owner = processes.get(entry.owner());
        if (owner == null) {
            try {
                Optional<Pidfd> descriptor = open(entry.owner());
                if (descriptor.isEmpty()) {
                    bury(entry.owner());
                    return;
                }
                owner = watch(entry.owner(), descriptor.get());
            } catch (IOException full) {
                return; // alive, for all we know, and not watched: the next look at everything finds its end
            }
        }
        owner.hold(entry.token());
    }

    /** How many processes have reservations. */
    int size() {
        return (int) processes.values().stream()
                .filter(WatchedProcess::hasReservations)
                .count();
    }

    @Override
    public void close() {
        processes.values().forEach(process -> process.descriptor().close());
        processes.clear();
    }

    /**
     * A process; empty if it has ended.
     *
     * @throws IOException if that cannot be told, as where no descriptor is left
     */
    private Optional<Pidfd> open(Life life) throws IOException {
        Pidfd process;
        try {
            process = opening.open(life.pid());
        } catch (SyscallException refused) {
            if (GONE.contains(refused.errno())) {
                return Optional.empty();
            }
            throw refused;
        }
        boolean alive = false;
        try {
            alive = process.life().equals(Optional.of(life));
        } finally {
            if (!alive) {
                process.close();
            }
        }
        return alive ? Optional.of(process) : Optional.empty();
    }

    private WatchedProcess watch(Life life, Pidfd descriptor) throws SyscallException {
        WatchedProcess process = new WatchedProcess(life, descriptor);
        try {
            process.number(loop.add(descriptor.fd(), Epoll.EPOLLIN, _ -> ended(process)));
        } catch (SyscallException full) {
            descriptor.close();
            throw full;
        }
        processes.put(life, process);
        return process;
    }

    private void ended(WatchedProcess process) {
        process.end();
        forget(process);
        if (process.hasReservations()) {
            bury(process.life());
        }
    }

    private void bury(Life life) {
        desk.quickly(burials, () -> engines.steward().bury(life), new Desk.Answer<>() {
            @Override
            public void accept(Outcome<List<GuardEntry>> outcome) {
                if (outcome instanceof Outcome.Granted<List<GuardEntry>>(List<GuardEntry> left, var _)) {
                    left.forEach(entry -> witness.ended(entry, "its process has ended"));
                }
            }

            @Override
            public void broken() {
                // The next look at everything sweeps it.
            }
        });
    }

    private void forgetUnless(WatchedProcess process) {
        if (!process.matters()) {
            forget(process);
        }
    }

    private void forget(WatchedProcess process) {
        if (processes.remove(process.life(), process)) {
            loop.remove(process.descriptor().fd(), process.number());
            process.descriptor().close();
        }
    }
}
