package dev.berth.iphlpapi;

import static dev.berth.api.IpAddress.Family.IPV4;
import static dev.berth.api.IpAddress.Family.IPV6;

import dev.berth.api.Code;
import dev.berth.api.Entries;
import dev.berth.api.EntryFilter;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The functions that hand out tables of TCP. */
final class TcpTables {
    private final Entries entries;

    TcpTables(Entries entries) {
        this.entries = entries;
    }

    Outcome<String> ipv4(TableBuffer buffer, boolean order) {
        return basic(buffer, order, Selection.ALL);
    }

    Outcome<String> ipv6(TableBuffer buffer, boolean order) {
        Selection all = new Selection(Protocol.TCP, IPV6, Selection.ALL, false);
        return buffer.take(() -> all.table(entries, order, Rows::tcp6, MIB_TCP6TABLE::new));
    }

    Outcome<String> second(TableBuffer buffer, boolean order) {
        Selection all = new Selection(Protocol.TCP, IPV4, Selection.ALL, true);
        return buffer.take(() -> all.table(entries, order, Rows::tcp2, MIB_TCPTABLE2::new));
    }

    Outcome<String> extended(
            TableBuffer buffer, boolean order, int family, @Nullable TCP_TABLE_CLASS tableClass, int reserved) {
        Optional<String> problem = ExtendedParameters.problem(family, tableClass, reserved);
        if (problem.isPresent() || tableClass == null) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, problem.orElse(""));
        }
        boolean pids = tableClass.name().startsWith("TCP_TABLE_OWNER_PID");
        if (!pids && family == WinSock2.AF_INET6) {
            return Outcome.refused(
                    Code.ERROR_NOT_SUPPORTED, "AF_INET6 goes only with the classes TCP_TABLE_OWNER_PID, as on Windows");
        }
        EntryFilter which = switch (tableClass) {
            case TCP_TABLE_BASIC_LISTENER, TCP_TABLE_OWNER_PID_LISTENER -> Selection.LISTENERS;
            case TCP_TABLE_BASIC_CONNECTIONS, TCP_TABLE_OWNER_PID_CONNECTIONS -> Selection.CONNECTIONS;
            default -> Selection.ALL;
        };
        return pids ? ownerPid(buffer, order, family, which) : basic(buffer, order, which);
    }

    private Outcome<String> basic(TableBuffer buffer, boolean order, EntryFilter which) {
        Selection ipv4 = new Selection(Protocol.TCP, IPV4, which, false);
        return buffer.take(() -> ipv4.table(entries, order, Rows::tcp, MIB_TCPTABLE::new));
    }

    private Outcome<String> ownerPid(TableBuffer buffer, boolean order, int family, EntryFilter which) {
        Selection owned = new Selection(Protocol.TCP, family == WinSock2.AF_INET ? IPV4 : IPV6, which, true);
        return family == WinSock2.AF_INET
                ? buffer.take(() -> owned.table(entries, order, Rows::tcpOwnerPid, MIB_TCPTABLE_OWNER_PID::new))
                : buffer.take(() -> owned.table(entries, order, Rows::tcp6OwnerPid, MIB_TCP6TABLE_OWNER_PID::new));
    }
}
