package dev.berth.kernel.netlink;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.IpAddress;
import dev.berth.api.IpAddress.Family;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.api.TcpInfo;
import dev.berth.kernel.unix.MalformedException;
import dev.berth.kernel.unix.Sockets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes entries of what the kernel lists: an {@link InetDiagMsg} and its attributes. Not safe for concurrent use. */
final class EntryReader {
    private final Protocol pool;
    private final Attributes attributes = new Attributes();

    /** A reader of the sockets of one pool. */
    EntryReader(Protocol pool) {
        this.pool = pool;
    }

    /** Reads the payload between two places, whatever the bytes. */
    Entry read(ByteBuffer bytes, int start, int end) throws MalformedException {
        InetDiagMsg.check(start, end);
        int id = start + InetDiagMsg.ID;
        Family family = family(InetDiagMsg.family(bytes, start));
        IpAddress src = InetDiagSockId.src(bytes, id, family);
        IpAddress dst = InetDiagSockId.dst(bytes, id, family);
        EntryState state = InetDiag.state(pool, InetDiagMsg.state(bytes, start));
        return new Entry(
                pool,
                state,
                new Endpoint(src, InetDiagSockId.sport(bytes, id)),
                new Endpoint(dst, InetDiagSockId.dport(bytes, id)),
                InetDiagMsg.uid(bytes, start),
                InetDiagMsg.inode(bytes, start),
                InetDiagSockId.cookie(bytes, id),
                InetDiagMsg.receiveQueue(bytes, start),
                InetDiagMsg.sendQueue(bytes, start),
                InetDiagSockId.device(bytes, id),
                timer(bytes, start),
                info(state, bytes, start + InetDiagMsg.SIZE, end),
                Owners.NOT_ASKED);
    }

    private static Family family(int number) throws MalformedException {
        return switch (number) {
            case Sockets.AF_INET -> Family.IPV4;
            case Sockets.AF_INET6 -> Family.IPV6;
            default -> throw new MalformedException("inet_diag_msg", "address family " + number);
        };
    }

    private static EntryTimer timer(ByteBuffer bytes, int start) {
        EntryTimer.Kind kind = InetDiag.timer(InetDiagMsg.timer(bytes, start));
        return kind == EntryTimer.Kind.NONE
                ? EntryTimer.NONE
                : new EntryTimer(
                        kind, Math.max(InetDiagMsg.expires(bytes, start), 0), InetDiagMsg.retransmits(bytes, start));
    }

    private Optional<TcpInfo> info(EntryState state, ByteBuffer bytes, int start, int end) throws MalformedException {
        int info = 0;
        int infoEnd = 0;
        Optional<String> upperLayer = Optional.empty();
        attributes.over(start, end);
        while (attributes.next(bytes)) {
            int type = attributes.type(bytes);
            if (type == InetDiag.INET_DIAG_INFO) {
                info = attributes.value();
                infoEnd = attributes.valueEnd();
            } else if (type == InetDiag.INET_DIAG_ULP_INFO) {
                upperLayer = upperLayer(bytes, attributes.value(), attributes.valueEnd());
            }
        }
        // Of other states the kernel sends the struct too, with times since the machine was started.
        if (info != 0 && wasEstablished(state)) {
            return Optional.of(TcpInfoStruct.read(bytes, info, infoEnd, upperLayer));
        }
        return upperLayer.isPresent() ? Optional.of(TcpInfoStruct.read(bytes, 0, 0, upperLayer)) : Optional.empty();
    }

    private static boolean wasEstablished(EntryState state) {
        return switch (state) {
            case ESTABLISHED, SYN_RECV, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, LAST_ACK, CLOSING, TIME_WAIT -> true;
            case LISTEN, SYN_SENT, BOUND, UNCONNECTED -> false;
        };
    }

    /** The name in the attributes within the attribute. */
    private static Optional<String> upperLayer(ByteBuffer bytes, int start, int end) throws MalformedException {
        Attributes nested = new Attributes();
        nested.over(start, end);
        while (nested.next(bytes)) {
            if (nested.type(bytes) == InetDiag.INET_ULP_INFO_NAME) {
                byte[] name = new byte[nested.valueEnd() - nested.value()];
                bytes.get(nested.value(), name);
                String text = new String(name, StandardCharsets.US_ASCII);
                int nul = text.indexOf('\0');
                return Optional.of(nul < 0 ? text : text.substring(0, nul));
            }
        }
        return Optional.empty();
    }
}
