package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.api.Endpoint;
import dev.berth.api.Entries;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryQuery;
import dev.berth.api.IpAddress.Family;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The functions that set an entry of a table of TCP to another state, of which there is one: gone. */
final class TcpEntrySetting {
    private final Entries entries;
    private final Transport transport;

    TcpEntrySetting(Entries entries, Transport transport) {
        this.entries = entries;
        this.transport = transport;
    }

    Outcome<String> set(@Nullable MIB_TCPROW row) {
        if (row == null) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, "pTcpRow is null");
        }
        return set(
                row.dwState(),
                Rows.ipv4(row.dwLocalAddr(), row.dwLocalPort()),
                Rows.ipv4(row.dwRemoteAddr(), row.dwRemotePort()),
                0);
    }

    Outcome<String> set(@Nullable MIB_TCP6ROW row) {
        if (row == null) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, "pTcp6Row is null");
        }
        Endpoint local = Rows.ipv6(row.LocalAddr(), row.dwLocalPort());
        Endpoint remote = Rows.ipv6(row.RemoteAddr(), row.dwRemotePort());
        int scopeId = Rows.isLinkLocal(local.address()) ? row.dwLocalScopeId() : row.dwRemoteScopeId();
        boolean scoped = Rows.isLinkLocal(local.address()) || Rows.isLinkLocal(remote.address());
        return set(row.State(), local, remote, scoped ? Integer.reverseBytes(scopeId) : 0);
    }

    private Outcome<String> set(int state, Endpoint local, Endpoint remote, int interfaceIndex) {
        if (state != MIB_TCP_STATE.MIB_TCP_STATE_DELETE_TCB) {
            return Outcome.refused(
                    Code.ERROR_INVALID_PARAMETER,
                    "the state is " + state + ", and the only one that can be set is MIB_TCP_STATE_DELETE_TCB (12)");
        }
        EntryKey key = new EntryKey(Protocol.TCP, local, remote, interfaceIndex, OptionalLong.empty());
        Outcome<Entry> closed = entries.close(key);
        if (closed.code() == Code.ERROR_MR_MID_NOT_FOUND) {
            Family family = local.address().family();
            try {
                if (!transport.isConfigured(family)) {
                    return Outcome.refused(
                            Code.ERROR_NOT_SUPPORTED,
                            "close " + key + ": this kernel has no " + (family == Family.IPV4 ? "IPv4" : "IPv6"));
                }
            } catch (IOException unknown) {
                return Outcome.refused(Code.ERROR_IO_DEVICE, "close " + key + ": " + unknown.getMessage());
            }
            closed = closeElsewhere(key).orElse(closed);
        }
        return switch (closed) {
            case Outcome.Refused<Entry> refused -> refused.retyped();
            case Outcome.Granted<Entry> granted -> Outcome.granted("closed " + granted.value(), granted.warnings());
        };
    }

    /**
     * Closes the connection of these ends whose socket is bound to an interface, which rows say only of link-local
     * addresses and without which the kernel does not find it. Empty where there is none, and where there are several, as
     * the row could mean each of them.
     */
    private Optional<Outcome<Entry>> closeElsewhere(EntryKey key) {
        EntryFilter ports = new EntryFilter.And(
                port(EntryFilter.End.LOCAL, key.local()), port(EntryFilter.End.REMOTE, key.remote()));
        List<Entry> found = new ArrayList<>();
        Outcome<Long> listed = entries.list(EntryQuery.of(Protocol.TCP).where(ports), entry -> {
            boolean scoped = key.interfaceIndex() == 0 || key.interfaceIndex() == entry.interfaceIndex();
            if (scoped && isSame(entry.local(), key.local()) && isSame(entry.remote(), key.remote())) {
                found.add(entry);
            }
        });
        if (listed instanceof Outcome.Refused<Long> refused) { // what was not listed may be such a connection
            return Optional.of(refused.retyped());
        }
        return found.size() == 1 ? Optional.of(entries.close(found.getFirst().key())) : Optional.empty();
    }

    private static EntryFilter port(EntryFilter.End end, Endpoint of) {
        return new EntryFilter.Port(end, EntryFilter.Comparison.EQUAL, of.port());
    }

    private static boolean isSame(Endpoint one, Endpoint other) {
        return one.port() == other.port()
                && one.address().unmapped().equals(other.address().unmapped());
    }
}
