package dev.berth.cli;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.api.TcpInfo;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Entries as {@code docs/schema/entry-1.json} has them, one after the other. Not safe for concurrent use. */
final class EntryJson {
    private static final Map<EntryState, byte[]> TCP = beginnings(Protocol.TCP);
    private static final Map<EntryState, byte[]> UDP = beginnings(Protocol.UDP);
    private static final byte[] PORT = Lines.ascii("\",\"port\":");
    private static final byte[] REMOTE = Lines.ascii("},\"remote\":{\"address\":\"");
    private static final byte[] UID = Lines.ascii("},\"uid\":");
    private static final byte[] INODE = Lines.ascii(",\"inode\":");
    private static final byte[] COOKIE = Lines.ascii(",\"cookie\":\"");
    private static final byte[] RECEIVE_QUEUE = Lines.ascii("\",\"receiveQueue\":");
    private static final byte[] SEND_QUEUE = Lines.ascii(",\"sendQueue\":");
    private static final byte[] INTERFACE = Lines.ascii(",\"interface\":");
    private static final byte[] TIMER = Lines.ascii(",\"timer\":{\"kind\":");
    private static final byte[] MILLIS = Lines.ascii(",\"millis\":");
    private static final byte[] RETRANSMITS = Lines.ascii(",\"retransmits\":");
    private static final byte[] INFO = Lines.ascii(",\"info\":{\"rttMicros\":");
    private static final byte[] RTT_VARIANCE = Lines.ascii(",\"rttVarianceMicros\":");
    private static final byte[] BYTES_ACKED = Lines.ascii(",\"bytesAcked\":");
    private static final byte[] BYTES_RECEIVED = Lines.ascii(",\"bytesReceived\":");
    private static final byte[] IDLE = Lines.ascii(",\"idleMillis\":");
    private static final byte[] UPPER_LAYER = Lines.ascii(",\"upperLayer\":");
    private static final byte[] OWNERS = Lines.ascii(",\"owners\":[");
    private static final byte[] OWNERS_UNKNOWN = Lines.ascii(",\"owners\":\"unknown\"");
    private static final byte[] MAPPED = Lines.ascii("::ffff:");

    /** A process has its sockets by the thousand: its strings are made into JSON once. */
    private static final int MOST_PROCESSES = 4096;

    private final Lines lines;
    private final IdentityHashMap<OwnerProcess, byte[]> strings = new IdentityHashMap<>();

    EntryJson(Lines lines) {
        this.lines = lines;
    }

    /** Puts an entry: an object, and no more. */
    void put(Entry entry) {
        lines.raw(Objects.requireNonNull((entry.protocol() == Protocol.TCP ? TCP : UDP).get(entry.state())));
        put(entry.local());
        lines.raw(REMOTE);
        put(entry.remote());
        lines.raw(UID).number(entry.uid());
        lines.raw(INODE).number(entry.inode());
        lines.raw(COOKIE).hex(entry.cookie());
        lines.raw(RECEIVE_QUEUE).number(entry.receiveQueue());
        lines.raw(SEND_QUEUE).number(entry.sendQueue());
        lines.raw(INTERFACE).number(entry.interfaceIndex());
        if (entry.timer().kind() != EntryTimer.Kind.NONE) {
            put(entry.timer());
        }
        if (entry.info().isPresent()) {
            put(entry.info().get());
        }
        put(entry.owners());
        lines.raw('}');
    }

    private void put(Endpoint end) {
        IpAddress address = end.address();
        if (address.family() == IpAddress.Family.IPV4) {
            dotted((int) address.low());
        } else if (address.isMapped()) {
            lines.raw(MAPPED);
            dotted((int) address.low());
        } else {
            String text = address.toString();
            for (int i = 0; i < text.length(); i++) {
                lines.raw(text.charAt(i));
            }
        }
        lines.raw(PORT).number(end.port());
    }

    private void dotted(int bits) {
        lines.number(bits >>> 24).raw('.').number(bits >>> 16 & 0xFF).raw('.');
        lines.number(bits >>> 8 & 0xFF).raw('.').number(bits & 0xFF);
    }

    private void put(EntryTimer timer) {
        lines.raw(TIMER).quoted(label(timer.kind()));
        lines.raw(MILLIS).number(timer.millis());
        lines.raw(RETRANSMITS).number(timer.retransmits());
        lines.raw('}');
    }

    private void put(TcpInfo info) {
        lines.raw(INFO).number(info.rttMicros());
        lines.raw(RTT_VARIANCE).number(info.rttVarianceMicros());
        lines.raw(RETRANSMITS).number(info.retransmits());
        lines.raw(BYTES_ACKED).number(info.bytesAcked());
        lines.raw(BYTES_RECEIVED).number(info.bytesReceived());
        lines.raw(IDLE).number(info.idleMillis());
        if (info.upperLayer().isPresent()) {
            lines.raw(UPPER_LAYER).quoted(info.upperLayer().get());
        }
        lines.raw('}');
    }

    private void put(Owners owners) {
        // No switch over its cases, here and on the way here: the JVM would make one anew at each start.
        if (owners instanceof Owners.Known known) {
            put(known.processes());
        } else if (owners instanceof Owners.Unknown) {
            lines.raw(OWNERS_UNKNOWN);
        } else if (owners instanceof Owners.Nobody) {
            lines.raw(OWNERS).raw(']');
        }
    }

    private void put(List<OwnerProcess> processes) {
        lines.raw(OWNERS);
        for (int i = 0; i < processes.size(); i++) {
            if (i > 0) {
                lines.raw(',');
            }
            lines.raw(strings(processes.get(i)));
        }
        lines.raw(']');
    }

    private byte[] strings(OwnerProcess process) {
        byte[] known = strings.get(process);
        if (known != null) {
            return known;
        }
        if (strings.size() == MOST_PROCESSES) {
            strings.clear();
        }
        byte[] made = Lines.gathered(piece -> ProcessJson.put(piece, process));
        strings.put(process, made);
        return made;
    }

    private static String label(EntryTimer.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<EntryState, byte[]> beginnings(Protocol protocol) {
        Map<EntryState, byte[]> beginnings = new EnumMap<>(EntryState.class);
        for (EntryState state : EntryState.values()) {
            StringBuilder text = new StringBuilder("{\"protocol\":\"").append(protocol.label());
            text.append("\",\"state\":\"").append(state.word()).append("\",\"local\":{\"address\":\"");
            beginnings.put(state, Lines.ascii(text.toString()));
        }
        return beginnings;
    }
}
