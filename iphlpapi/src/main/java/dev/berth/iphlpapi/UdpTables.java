package dev.berth.iphlpapi;

import static dev.berth.api.IpAddress.Family.IPV4;
import static dev.berth.api.IpAddress.Family.IPV6;

import dev.berth.api.Code;
import dev.berth.api.Entries;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The function that hands out tables of UDP. */
final class UdpTables {
    private final Entries entries;

    UdpTables(Entries entries) {
        this.entries = entries;
    }

    Outcome<String> extended(
            TableBuffer buffer, boolean order, int family, @Nullable UDP_TABLE_CLASS tableClass, int reserved) {
        Optional<String> problem = ExtendedParameters.problem(family, tableClass, reserved);
        if (problem.isPresent()) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, problem.get());
        }
        return tableClass == UDP_TABLE_CLASS.UDP_TABLE_OWNER_PID
                ? ownerPid(buffer, order, family)
                : basic(buffer, order, family);
    }

    private Outcome<String> basic(TableBuffer buffer, boolean order, int family) {
        Selection all = all(family, false);
        return family == WinSock2.AF_INET
                ? buffer.take(() -> all.table(entries, order, Rows::udp, MIB_UDPTABLE::new))
                : buffer.take(() -> all.table(entries, order, Rows::udp6, MIB_UDP6TABLE::new));
    }

    private Outcome<String> ownerPid(TableBuffer buffer, boolean order, int family) {
        Selection owned = all(family, true);
        return family == WinSock2.AF_INET
                ? buffer.take(() -> owned.table(entries, order, Rows::udpOwnerPid, MIB_UDPTABLE_OWNER_PID::new))
                : buffer.take(() -> owned.table(entries, order, Rows::udp6OwnerPid, MIB_UDP6TABLE_OWNER_PID::new));
    }

    private static Selection all(int family, boolean owners) {
        return new Selection(Protocol.UDP, family == WinSock2.AF_INET ? IPV4 : IPV6, Selection.ALL, owners);
    }
}
