package dev.berth.kernel.netlink;

import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.kernel.SocketQuery;
import dev.berth.kernel.SocketTable;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether this kernel lists TCP sockets that are bound and nothing more, as Linux does since 6.8. It passes over a state
 * that it does not know, so that it is asked for a socket that is one. Safe for concurrent use.
 */
final class BoundSockets {
    private static final String SUBJECT = "a socket to be listed";

    /** A kernel does not change; all threads may find out for themselves. */
    private static volatile Optional<Boolean> listed = Optional.empty();

    /** Asks once; a question that fails is asked again. */
    static boolean areListed(SocketTable table) throws IOException {
        Optional<Boolean> known = listed;
        if (known.isEmpty()) {
            known = Optional.of(ask(table));
            listed = known;
        }
        return known.get();
    }

    private static boolean ask(SocketTable table) throws IOException {
        try (Fd socket = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_STREAM, 0, SUBJECT)) {
            Sockets.bindWildcard(socket, SUBJECT, Sockets.AF_INET, 0);
            byte[] name = Sockets.name(socket, SUBJECT);
            int port = Byte.toUnsignedInt(name[2]) << Byte.SIZE | Byte.toUnsignedInt(name[3]); // sin_port
            AtomicBoolean seen = new AtomicBoolean();
            table.list(
                    new SocketQuery(
                            Protocol.TCP,
                            Set.of(EntryState.BOUND),
                            new EntryFilter.Port(End.LOCAL, Comparison.EQUAL, port),
                            false),
                    entry -> seen.set(true));
            return seen.get();
        }
    }

    private BoundSockets() {}
}
