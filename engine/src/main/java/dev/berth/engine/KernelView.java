package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.engine.store.StoreContents;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Guard;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ReservedPorts;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The kernel's side as a reader sees it. */
sealed interface KernelView {
    /** There is no guard. */
    record Absent() implements KernelView {}

    /** There may be one, and the reader may not look. */
    record Hidden() implements KernelView {}

    /**
     * The guard as it stands.
     *
     * @param lostHooks the programs that are attached to nothing, without which nobody is refused reliably
     * @param matching which entry is whose
     * @param claims which ports of the list are ours
     * @param listed the list of reserved ports
     * @param automatic the ports that automatic assignment chooses from
     */
    record Seen(List<String> lostHooks, Matching matching, PortSet claims, PortSet listed, PortBlock automatic)
            implements KernelView {}

    /** Looks, as far as the caller may. */
    static KernelView look(Kernel kernel, StoreContents contents) throws IOException {
        try {
            return seen(kernel, contents);
        } catch (IOException failed) {
            if (Failure.isDenial(failed)) {
                return new Hidden();
            }
            throw failed;
        }
    }

    private static KernelView seen(Kernel kernel, StoreContents contents) throws IOException {
        int attempts = 3;
        for (int attempt = 1; ; attempt++) {
            Optional<Guard> pinned = kernel.guardHome().open();
            if (pinned.isEmpty()) {
                return new Absent();
            }
            try (Guard guard = pinned.get()) {
                return of(guard, kernel.reservedPorts(), contents);
            } catch (SyscallException gone) {
                // Reads take no lock: it is just being disabled, and has gone piece by piece.
                if (!gone.errno().equals(Errno.ENOENT) || attempt == attempts) {
                    throw gone;
                }
            }
        }
    }

    /** Looks at a guard that is open. */
    static KernelView of(Guard guard, ReservedPorts ports, StoreContents contents) throws IOException {
        return new Seen(
                guard.lostHooks(),
                Matching.of(contents, guard.entries()),
                guard.claims(),
                ports.read(),
                ports.automatic());
    }
}
