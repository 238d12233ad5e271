package dev.berth.kernel.netlink;

import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.Protocol;
import dev.berth.kernel.unix.MalformedException;
import dev.berth.kernel.unix.Sockets;
import java.util.Set;

/** {@code linux/sock_diag.h}, {@code linux/inet_diag.h} and {@code net/tcp_states.h}: constants, and what they mean. */
final class InetDiag {
    /** Sockets of a protocol, whatever their family; newer questions are about one family. */
    static final int TCPDIAG_GETSOCK = 18;

    static final int SOCK_DIAG_BY_FAMILY = 20;
    static final int SOCK_DESTROY = 21;

    static final int INET_DIAG_REQ_BYTECODE = 1;

    static final int INET_DIAG_INFO = 2;
    /** Comes with {@link #INET_DIAG_INFO}; before Linux 6.15 for {@code CAP_NET_ADMIN} alone. */
    static final int INET_DIAG_ULP_INFO = 19;

    static final int INET_ULP_INFO_NAME = 1;

    /** The bit of {@code idiag_ext} that asks for {@link #INET_DIAG_INFO}. */
    static final int EXT_INFO = 1 << (INET_DIAG_INFO - 1);

    static final int TCP_ESTABLISHED = 1;
    static final int TCP_SYN_SENT = 2;
    static final int TCP_SYN_RECV = 3;
    static final int TCP_FIN_WAIT1 = 4;
    static final int TCP_FIN_WAIT2 = 5;
    static final int TCP_TIME_WAIT = 6;
    static final int TCP_CLOSE = 7;
    static final int TCP_CLOSE_WAIT = 8;
    static final int TCP_LAST_ACK = 9;
    static final int TCP_LISTEN = 10;
    static final int TCP_CLOSING = 11;
    static final int TCP_NEW_SYN_RECV = 12;
    /** Bound and nothing more. Only asked for, since Linux 6.8; what answers says {@link #TCP_CLOSE}. */
    static final int TCP_BOUND_INACTIVE = 13;

    /** The protocol of a pool. */
    static int number(Protocol pool) {
        return pool == Protocol.TCP ? Sockets.IPPROTO_TCP : Sockets.IPPROTO_UDP;
    }

    /** What questions about a pool are asked of, for messages. */
    static String subject(Protocol pool) {
        return "sock_diag " + pool;
    }

    /** What the number of a state means in a pool. */
    static EntryState state(Protocol pool, int number) throws MalformedException {
        return pool == Protocol.TCP ? tcp(number) : udp(number);
    }

    private static EntryState tcp(int number) throws MalformedException {
        return switch (number) {
            case TCP_ESTABLISHED -> EntryState.ESTABLISHED;
            case TCP_SYN_SENT -> EntryState.SYN_SENT;
            case TCP_SYN_RECV, TCP_NEW_SYN_RECV -> EntryState.SYN_RECV;
            case TCP_FIN_WAIT1 -> EntryState.FIN_WAIT_1;
            case TCP_FIN_WAIT2 -> EntryState.FIN_WAIT_2;
            case TCP_TIME_WAIT -> EntryState.TIME_WAIT;
            case TCP_CLOSE, TCP_BOUND_INACTIVE -> EntryState.BOUND;
            case TCP_CLOSE_WAIT -> EntryState.CLOSE_WAIT;
            case TCP_LAST_ACK -> EntryState.LAST_ACK;
            case TCP_LISTEN -> EntryState.LISTEN;
            case TCP_CLOSING -> EntryState.CLOSING;
            default -> throw new MalformedException("inet_diag_msg", "state " + number + " of TCP");
        };
    }

    private static EntryState udp(int number) throws MalformedException {
        return switch (number) {
            case TCP_ESTABLISHED -> EntryState.ESTABLISHED;
            case TCP_CLOSE -> EntryState.UNCONNECTED;
            default -> throw new MalformedException("inet_diag_msg", "state " + number + " of UDP");
        };
    }

    /** The bits that ask a pool for these states; 0 if it has none of them. */
    static int bits(Protocol pool, Set<EntryState> states) {
        int bits = 0;
        for (EntryState state : states) {
            bits |= pool == Protocol.TCP ? tcpBits(state) : udpBits(state);
        }
        return bits;
    }

    private static int tcpBits(EntryState state) {
        return switch (state) {
            case ESTABLISHED -> 1 << TCP_ESTABLISHED;
            case SYN_SENT -> 1 << TCP_SYN_SENT;
            case SYN_RECV -> 1 << TCP_SYN_RECV | 1 << TCP_NEW_SYN_RECV;
            case FIN_WAIT_1 -> 1 << TCP_FIN_WAIT1;
            case FIN_WAIT_2 -> 1 << TCP_FIN_WAIT2;
            case TIME_WAIT -> 1 << TCP_TIME_WAIT;
            case CLOSE_WAIT -> 1 << TCP_CLOSE_WAIT;
            case LAST_ACK -> 1 << TCP_LAST_ACK;
            case LISTEN -> 1 << TCP_LISTEN;
            case CLOSING -> 1 << TCP_CLOSING;
            case BOUND -> 1 << TCP_BOUND_INACTIVE;
            case UNCONNECTED -> 0;
        };
    }

    private static int udpBits(EntryState state) {
        return switch (state) {
            case ESTABLISHED -> 1 << TCP_ESTABLISHED;
            case UNCONNECTED -> 1 << TCP_CLOSE;
            default -> 0;
        };
    }

    /** What the number of a timer means; a kind that is not known is taken for none. */
    static EntryTimer.Kind timer(int number) {
        return switch (number) {
            case 1 -> EntryTimer.Kind.RETRANSMIT;
            case 2 -> EntryTimer.Kind.KEEPALIVE;
            case 3 -> EntryTimer.Kind.TIME_WAIT;
            case 4 -> EntryTimer.Kind.PROBE;
            default -> EntryTimer.Kind.NONE;
        };
    }

    private InetDiag() {}
}
