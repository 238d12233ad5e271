package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.Owners;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SocketTable;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.util.List;

/**
 * Closes sockets that free their ports that way, and none that is known not to. A connection of a port that its process
 * had bound looks like any other: closing it leaves the process with a socket that is bound and nothing more, which the
 * next look finds.
 */
final class Eviction {
    private final SocketTable sockets;

    Eviction(SocketTable sockets) {
        this.sockets = sockets;
    }

    /** Whether a socket keeps its port, or would go on without it, until its process closes it. */
    static boolean isFutile(Entry entry) {
        return switch (entry.state()) {
            case LISTEN, BOUND, UNCONNECTED -> true;
            // Closing one path of an MPTCP connection leaves both ends believing in it.
            case ESTABLISHED, SYN_SENT, SYN_RECV, FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT, CLOSE_WAIT, LAST_ACK, CLOSING ->
                Destroying.isPath(entry) && !isRemains(entry);
        };
    }

    /**
     * Whether a socket is what is left of a connection that was closed, or one that was not accepted yet, so that no
     * process can use it as it stands. What is left of an MPTCP connection keeps the number that its socket had.
     */
    static boolean isRemains(Entry entry) {
        return switch (entry.state()) {
            case LISTEN, BOUND, UNCONNECTED -> false;
            case ESTABLISHED, SYN_SENT, SYN_RECV, FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT, CLOSE_WAIT, LAST_ACK, CLOSING ->
                entry.inode() == 0 || (Destroying.isPath(entry) && entry.owners() instanceof Owners.Nobody);
        };
    }

    /** Closes them; those that are gone already are passed over. */
    void close(List<Entry> entries, Deeds deeds) throws IOException {
        for (Entry entry : entries) {
            try {
                sockets.destroy(entry);
                deeds.close(entry);
            } catch (SyscallException refused) {
                if (!refused.errno().equals(Errno.ENOENT)) {
                    throw refused;
                }
            }
        }
    }
}
