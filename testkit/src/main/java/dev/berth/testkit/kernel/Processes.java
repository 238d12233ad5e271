package dev.berth.testkit.kernel;

import dev.berth.kernel.Caller;
import dev.berth.kernel.Life;
import dev.berth.kernel.NetworkNamespace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who calls, and who is dead. Safe for concurrent use. */
public final class Processes {
    private final Set<Life> dead = new HashSet<>();
    private NetworkNamespace namespace = new NetworkNamespace(1, 4_026_531_840L);
    private List<String> missing = List.of();
    private int pid = 100;

    Processes() {}

    /** The calling process. */
    public synchronized Caller caller() {
        return new Caller(new Life(pid, pid * 100L), missing.isEmpty() ? 0 : 1000, missing, namespace);
    }

    /** From here on the caller lacks these capabilities; an administrator if there are none. */
    public synchronized void callerLacks(String... capabilities) {
        missing = List.of(capabilities);
    }

    /** From here on the caller lives in another network namespace. */
    public synchronized void moveCaller(NetworkNamespace other) {
        namespace = other;
    }

    /** Ends a process: what hangs on its life is void. */
    public synchronized void end(Life life) {
        dead.add(life);
    }

    /** Tells whether what hangs on this life is void. */
    public synchronized boolean isDead(Life life) {
        return dead.contains(life);
    }

    /** From here on another process calls; the one that called lives on. Of number 0 it is one that cannot be told. */
    public synchronized void become(int other) {
        pid = other;
    }

    synchronized void endCaller() {
        dead.add(caller().life());
        pid++;
    }

    synchronized void reboot() {
        namespace = new NetworkNamespace(namespace.cookie() + 1000, namespace.inode());
    }
}
