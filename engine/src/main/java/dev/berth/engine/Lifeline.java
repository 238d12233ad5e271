package dev.berth.engine;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.SocketQuery;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The sockets that the caller may live by, such as the connection of its SSH session: what it or one of its ancestors
 * has open, and the other ends of those on this machine.
 */
final class Lifeline {
    /** Up to here, asking for each other end is cheaper than reading the table. */
    static final int MOST_ASKED = 256;

    private static final Set<EntryState> CONNECTED = EnumSet.complementOf(
            EnumSet.of(EntryState.LISTEN, EntryState.UNCONNECTED, EntryState.BOUND, EntryState.TIME_WAIT));

    private final Set<Long> open;
    private final Set<Ends> otherEnds;

    /** Both ends of a connection; an IPv4 address within IPv6 is the IPv4 address. */
    private record Ends(Endpoint local, Endpoint remote) {
        static Ends of(Entry entry) {
            return new Ends(plain(entry.local()), plain(entry.remote()));
        }

        Ends swapped() {
            return new Ends(remote, local);
        }

        private static Endpoint plain(Endpoint end) {
            return end.address().isMapped() ? new Endpoint(end.address().unmapped(), end.port()) : end;
        }
    }

    private Lifeline(Set<Long> open, Set<Ends> otherEnds) {
        this.open = open;
        this.otherEnds = otherEnds;
    }

    /** No socket at all. */
    static Lifeline none() {
        return new Lifeline(Set.of(), Set.of());
    }

    /** Those among some entries. */
    static Lifeline among(List<Entry> entries, Kernel kernel) throws IOException {
        Set<Long> open = kernel.processTable().ancestralSockets();
        if (open.isEmpty() || entries.isEmpty()) {
            return none();
        }
        return new Lifeline(open, entries.size() <= MOST_ASKED ? asked(entries, open, kernel) : read(open, kernel));
    }

    private static Set<Ends> asked(List<Entry> entries, Set<Long> open, Kernel kernel) throws IOException {
        Set<Ends> others = new HashSet<>();
        for (Entry entry : entries) {
            if (isConnection(entry)) {
                Ends swapped = Ends.of(entry).swapped();
                EntryKey key = new EntryKey(
                        Protocol.TCP, swapped.local(), swapped.remote(), entry.interfaceIndex(), OptionalLong.empty());
                if (kernel.sockets()
                        .find(key)
                        .filter(other -> open.contains(other.inode()))
                        .isPresent()) {
                    others.add(Ends.of(entry));
                }
            }
        }
        return others;
    }

    private static Set<Ends> read(Set<Long> open, Kernel kernel) throws IOException {
        Set<Ends> others = new HashSet<>();
        SocketQuery connections = new SocketQuery(Protocol.TCP, CONNECTED, EntryFilter.ALL, false);
        kernel.sockets().list(connections, entry -> {
            if (open.contains(entry.inode())) {
                others.add(Ends.of(entry).swapped());
            }
        });
        return others;
    }

    /** Why an entry is spared, as a clause; empty if it is not. */
    Optional<String> remark(Entry entry) {
        if (entry.inode() != 0 && open.contains(entry.inode())) {
            return Optional.of("this command or one it was started by has it open, as an SSH session has its"
                    + " connection; --force closes it all the same");
        }
        if (!otherEnds.isEmpty() && isConnection(entry) && otherEnds.contains(Ends.of(entry))) {
            return Optional.of("the other end of it is open in this command or one it was started by; --force closes it"
                    + " all the same");
        }
        return Optional.empty();
    }

    private static boolean isConnection(Entry entry) {
        return entry.protocol() == Protocol.TCP && CONNECTED.contains(entry.state());
    }
}
