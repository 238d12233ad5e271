package dev.berth.daemon;

import dev.berth.api.Outcome;
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

/**
 * The processes that have connections or reservations: each is watched, so that what it leaves behind is struck from the
 * books when it ends, and its user's quota is free again. The guard lets everybody in at once, without this. Belongs to the
 * loop's thread.
 */
final class Owners implements AutoCloseable {
    private final Loop loop;
    private final Engines engines;
    private final Desk desk;
    private final Witness witness;
    private final Waiting burials = new Waiting();
    private final Map<Life, WatchedProcess> processes = new HashMap<>();

    Owners(Loop loop, Engines engines, Desk desk, Witness witness) {
        this.loop = loop;
        this.engines = engines;
        this.desk = desk;
        this.witness = witness;
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

    /** A reservation has begun. */
    void acquired(GuardEntry entry, Asker asker) {
        hold(entry);
        witness.acquired(entry, asker);
    }

    /** One was given back. */
    void released(GuardEntry entry, Asker asker) {
        WatchedProcess owner = processes.get(entry.owner());
        // One that ended with its socket goes on being counted: its process is watched to its end, no more.
        if (owner != null && owner.hasReservations()) {
            owner.hold(-1);
            forgetUnless(owner);
        }
        witness.released(entry, asker);
    }

    /** A reservation is there, of a process that need not be connected. */
    void hold(GuardEntry entry) {
        WatchedProcess owner = processes.get(entry.owner());
        if (owner == null) {
            Optional<Pidfd> descriptor = open(entry.owner());
            if (descriptor.isEmpty()) {
                bury(entry.owner());
                return;
            }
            try {
                owner = watch(entry.owner(), descriptor.get());
            } catch (SyscallException full) {
                return; // not watched: the next look at everything finds its end
            }
        }
        owner.hold(1);
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

    private static Optional<Pidfd> open(Life life) {
        try {
            Pidfd process = Pidfd.open(life.pid());
            try {
                if (process.life().equals(Optional.of(life))) {
                    return Optional.of(process);
                }
            } catch (IOException unreadable) {
                // As good as gone.
            }
            process.close();
            return Optional.empty();
        } catch (SyscallException gone) {
            return Optional.empty();
        }
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
