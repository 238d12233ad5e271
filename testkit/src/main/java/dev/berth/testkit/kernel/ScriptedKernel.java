package dev.berth.testkit.kernel;

import dev.berth.kernel.Caller;
import dev.berth.kernel.Checkup;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A kernel in memory. It starts as a fresh machine: an administrator calls, no guard is pinned, nothing is in the list
 * of reserved ports, nobody holds a socket, and only root is known by name. {@link #script()} records every call that
 * asks or changes something and makes calls fail or the process die; the other methods look at the machine or change
 * it behind the engine's back, and are not recorded.
 *
 * <p>It is stricter than the real kernel where an engine must not rely on luck: writing without the lock, or putting an
 * entry over another live one, is an {@link AssertionError}. Safe for concurrent use.
 */
public final class ScriptedKernel implements Kernel {
    private static final Map<Errno, String> WORDS = Map.of(
            Errno.EPERM, "Operation not permitted",
            Errno.EACCES, "Permission denied",
            Errno.ENOSPC, "No space left on device",
            Errno.EROFS, "Read-only file system",
            Errno.EDQUOT, "Disk quota exceeded");

    private final Script script = new Script();
    private final Processes processes = new Processes();
    private final ScriptedLocks locks = new ScriptedLocks(script);
    private final ScriptedReservedPorts reservedPorts = new ScriptedReservedPorts(script);
    private final ScriptedSockets sockets = new ScriptedSockets(script);
    private final ScriptedProcessTable processTable = new ScriptedProcessTable(script, sockets, processes);
    private final ScriptedAccounts accounts = new ScriptedAccounts(script);
    private final ScriptedGuardHome guardHome = new ScriptedGuardHome(script, locks, sockets, processes);
    private volatile PortSet registeredPorts = PortSet.EMPTY;

    /** A fresh machine. */
    public ScriptedKernel() {}

    /** What was called, and what is to go wrong. */
    public Script script() {
        return script;
    }

    /** The calling process and the dead ones. */
    public Processes processes() {
        return processes;
    }

    @Override
    public Caller caller() throws IOException {
        script.reach("Kernel.caller");
        return processes.caller();
    }

    @Override
    public ScriptedGuardHome guardHome() {
        return guardHome;
    }

    @Override
    public ScriptedReservedPorts reservedPorts() {
        return reservedPorts;
    }

    @Override
    public PortSet registeredPorts() {
        return registeredPorts;
    }

    /** From here on, the table of services names these ports. */
    public void register(PortSet ports) {
        registeredPorts = ports;
    }

    @Override
    public ScriptedSockets sockets() {
        return sockets;
    }

    @Override
    public ScriptedProcessTable processTable() {
        return processTable;
    }

    @Override
    public ScriptedAccounts accounts() {
        return accounts;
    }

    /** As in the locale {@code C}; of those that nobody tells apart, the name. */
    @Override
    public String words(Errno error) {
        return WORDS.getOrDefault(error, error.toString());
    }

    @Override
    public ScriptedLocks locks() {
        return locks;
    }

    /** No findings. */
    @Override
    public Checkup checkup() {
        return List::of;
    }

    /** The calling process ends, however it ended, and another of the same rights calls from here on. */
    public void restartProcess() {
        processes.endCaller();
        script.restart();
    }

    /** The machine starts again: the guard, the list of reserved ports and all sockets are gone. */
    public void reboot() {
        restartProcess();
        processes.reboot();
        guardHome.reboot();
        reservedPorts.reboot();
        sockets.reboot();
    }
}
