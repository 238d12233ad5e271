package dev.berth.cli;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.api.TcpInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** What stands in the cells of a table of entries. Not safe for concurrent use. */
final class EntryCells {
    static final String NONE = "-";
    private static final String UNKNOWN = "?";

    private final Map<Integer, String> interfaces = new HashMap<>();
    private final IntFunction<String> interfaceName;

    /** Cells on a machine that knows the names of its interfaces. */
    EntryCells(IntFunction<String> interfaceName) {
        this.interfaceName = interfaceName;
    }

    /** The cell of a column. */
    String cell(EntryColumn column, Entry entry) {
        return switch (column) {
            case PROTOCOL -> entry.protocol().label();
            case STATE -> entry.state().label();
            case RECEIVE_QUEUE -> Long.toString(entry.receiveQueue());
            case SEND_QUEUE -> Long.toString(entry.sendQueue());
            case LOCAL -> local(entry);
            case REMOTE -> entry.remote().toString();
            case RTT -> measured(entry, info -> Durations.ofMicros(info.rttMicros()));
            case RETRANSMITS -> measured(entry, info -> Long.toString(info.retransmits()));
            case IDLE -> measured(entry, info -> Durations.ofMillis(info.idleMillis()));
            case SENT -> measured(entry, info -> Long.toString(info.bytesAcked()));
            case RECEIVED -> measured(entry, info -> Long.toString(info.bytesReceived()));
            case OWNER -> oneLine(owner(entry.owners()));
            case UNIT -> oneLine(unit(entry.owners()));
        };
    }

    /** The end on this machine, with the interface that the socket is bound to: {@code 127.0.0.53%lo:53}. */
    String local(Entry entry) {
        Endpoint local = entry.local();
        if (entry.interfaceIndex() == 0) {
            return local.toString();
        }
        String scope = "%" + interfaces.computeIfAbsent(entry.interfaceIndex(), interfaceName::apply);
        String port = local.port() == 0 ? ":*" : ":" + local.port();
        return local.address().family() == IpAddress.Family.IPV4
                ? local.address() + scope + port
                : "[" + local.address() + scope + "]" + port;
    }

    /** {@code 4121 java www-data +2}: the first process, and how many more there are. */
    static String owner(Owners owners) {
        return switch (owners) {
            case Owners.NotAsked _, Owners.Nobody _ -> NONE;
            case Owners.Unknown _ -> UNKNOWN;
            case Owners.Known(List<OwnerProcess> processes) -> {
                OwnerProcess first = processes.getFirst();
                String more = processes.size() == 1 ? "" : " +" + (processes.size() - 1);
                yield first.pid() + " " + first.command() + " " + first.user() + more;
            }
        };
    }

    /** The unit of the first process, or else its cgroup. */
    private static String unit(Owners owners) {
        return switch (owners) {
            case Owners.NotAsked _, Owners.Nobody _ -> NONE;
            case Owners.Unknown _ -> UNKNOWN;
            case Owners.Known(List<OwnerProcess> processes) ->
                processes.getFirst().unit().orElse(processes.getFirst().cgroup());
        };
    }

    /** Processes and cgroups are called what people like; a row is a row. */
    private static String oneLine(String name) {
        return name.replace('\n', '?');
    }

    private static String measured(Entry entry, Function<TcpInfo, String> cell) {
        return entry.info().isPresent() ? cell.apply(entry.info().get()) : NONE;
    }
}
