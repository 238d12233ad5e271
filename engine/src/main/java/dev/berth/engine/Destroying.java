package dev.berth.engine;

import dev.berth.api.Closing;
import dev.berth.api.Closing.Fate;
import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.api.TcpInfo;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SocketTable;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.util.Optional;

/** Destroys a socket, and says what the kernel cannot destroy and what destroying does not free. */
final class Destroying {
    private static final String MPTCP = "mptcp";

    private final SocketTable.Destroyer destroyer;

    Destroying(SocketTable.Destroyer destroyer) {
        this.destroyer = destroyer;
    }

    /** Why an entry cannot be closed, as a clause. */
    static Optional<String> obstacle(Entry entry) {
        if (isPath(entry)) {
            if (entry.state() == EntryState.LISTEN) { // tcp_abort_override() of mptcp: EINVAL
                return Optional.of(
                        "the kernel does not close the socket of an MPTCP listener; end the process that has it open");
            }
            return Optional.of(
                    "this is one path of an MPTCP connection, which would live on without it; end the process"
                            + " that has the connection open");
        }
        if (entry.state() == EntryState.BOUND) {
            return Optional.of(
                    "the kernel cannot close a socket that is bound and neither listens nor is connected; end"
                            + " the process that has it open");
        }
        return Optional.empty();
    }

    /** Whether an entry is one path of an MPTCP connection, or listens for such; what was measured of it tells. */
    static boolean isPath(Entry entry) {
        return entry.info().flatMap(TcpInfo::upperLayer).filter(MPTCP::equals).isPresent();
    }

    /** What closing an entry leaves behind, as a clause. */
    static Optional<String> rest(Entry entry) {
        // The owner's bind holds a port until the owner's close. A connection that was accepted or was given its port
        // by the kernel never had such a hold; for others the table does not tell.
        return entry.state() == EntryState.LISTEN || entry.protocol() == Protocol.UDP
                ? Optional.of("its owner keeps port " + entry.local().port()
                        + " until it closes the socket, unless the kernel had chosen that port")
                : Optional.empty();
    }

    /**
     * Destroys it.
     *
     * @return closed, gone, or refused because this kernel destroys none of its kind
     */
    Closing destroy(Entry entry) throws IOException {
        try {
            destroyer.destroy(entry);
            return new Closing(entry, Fate.CLOSED, rest(entry));
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                return new Closing(entry, Fate.GONE, Optional.empty());
            }
            if (refused.errno().equals(Errno.EOPNOTSUPP)) {
                return new Closing(
                        entry,
                        Fate.REFUSED,
                        Optional.of("this kernel cannot close sockets of others: it was built without"
                                + " CONFIG_INET_DIAG_DESTROY"));
            }
            throw refused;
        }
    }
}
