package dev.berth.kernel;

import java.io.IOException;
import java.util.Optional;

/**
 * Where the guard is pinned: one directory in a BPF file system, kept by root alone.
 *
 * <p>Methods throw {@link UnsupportedException} where the directory belongs to somebody else or others can write to it.
 */
public interface GuardHome {
    /**
     * Opens the pinned guard, if there is one; {@code EACCES} or {@code EPERM} for who may not.
     *
     * @throws UnsupportedException also if it speaks another ABI, or keeps another network namespace than the calling thread's
     */
    Optional<Guard> open() throws IOException;

    /**
     * Opens the pinned guard or loads one: mounts a BPF file system where there is none, loads the programs, pins their
     * maps and links. Leaves nothing behind when it fails. Attaches again what a pinned guard has {@linkplain
     * Guard#lostHooks() lost}, and upgrades one that an older Berth has loaded, without a gap; either way it keeps what
     * it holds. The caller holds the lock.
     *
     * @throws UnsupportedException also if the pinned guard speaks an ABI that is not to be upgraded from, keeps another network
     *     namespace, or is attached to another cgroup than the one that is guarded, and if another guard keeps this namespace
     *     already
     */
    Guard load() throws IOException;

    /**
     * Tells whether {@link #load} would find this very guard and have nothing to mend: it is what is pinned, whole, with
     * our programs or newer ones, and keeps the network namespace of the calling thread. The caller holds the lock.
     *
     * @param guard one that was loaded from this place
     */
    boolean isLoaded(Guard guard) throws IOException;

    /** Detaches the guard and removes the directory and a mount made for it. No matter if there is none. */
    void remove() throws IOException;
}
