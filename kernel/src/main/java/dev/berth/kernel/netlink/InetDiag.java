package dev.berth.kernel.netlink;

/** {@code linux/sock_diag.h}, {@code linux/inet_diag.h} and {@code net/tcp_states.h}: constants. */
final class InetDiag {
    static final int SOCK_DIAG_BY_FAMILY = 20;

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

    /** Every state there is; a kernel passes over the bits that it does not know. */
    static final int ALL_STATES = (1 << (TCP_BOUND_INACTIVE + 1)) - 1;

    /** A TCP state as {@code ss(8)} spells it. */
    static String tcpState(int state) {
        return switch (state) {
            case TCP_ESTABLISHED -> "ESTAB";
            case TCP_SYN_SENT -> "SYN-SENT";
            case TCP_SYN_RECV, TCP_NEW_SYN_RECV -> "SYN-RECV";
            case TCP_FIN_WAIT1 -> "FIN-WAIT-1";
            case TCP_FIN_WAIT2 -> "FIN-WAIT-2";
            case TCP_TIME_WAIT -> "TIME-WAIT";
            case TCP_CLOSE, TCP_BOUND_INACTIVE -> "BOUND";
            case TCP_CLOSE_WAIT -> "CLOSE-WAIT";
            case TCP_LAST_ACK -> "LAST-ACK";
            case TCP_LISTEN -> "LISTEN";
            case TCP_CLOSING -> "CLOSING";
            default -> "UNKNOWN-" + state;
        };
    }

    /** A UDP state as {@code ss(8)} spells it: connected or not. */
    static String udpState(int state) {
        return state == TCP_ESTABLISHED ? "ESTAB" : "UNCONN";
    }

    private InetDiag() {}
}
