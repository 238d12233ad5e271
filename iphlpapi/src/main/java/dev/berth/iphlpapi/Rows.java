package dev.berth.iphlpapi;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;

/** Entries as rows: addresses, ports and scopes in network order, states by Windows' numbers. */
final class Rows {
    private static final long PREFIX_16 = 48;
    private static final long MULTICAST = 0xFF00;

    static MIB_TCPROW tcp(Entry entry) {
        return new MIB_TCPROW(
                state(entry), inAddr(entry.local()), port(entry.local()), inAddr(remote(entry)), port(remote(entry)));
    }

    static MIB_TCPROW2 tcp2(Entry entry) {
        return new MIB_TCPROW2(
                state(entry),
                inAddr(entry.local()),
                port(entry.local()),
                inAddr(remote(entry)),
                port(remote(entry)),
                pid(entry),
                TCP_CONNECTION_OFFLOAD_STATE.TcpConnectionOffloadStateInHost);
    }

    static MIB_TCPROW_OWNER_PID tcpOwnerPid(Entry entry) {
        return new MIB_TCPROW_OWNER_PID(
                state(entry),
                inAddr(entry.local()),
                port(entry.local()),
                inAddr(remote(entry)),
                port(remote(entry)),
                pid(entry));
    }

    static MIB_TCP6ROW tcp6(Entry entry) {
        return new MIB_TCP6ROW(
                state(entry),
                in6Addr(entry.local()),
                scopeId(entry, entry.local()),
                port(entry.local()),
                in6Addr(remote(entry)),
                scopeId(entry, remote(entry)),
                port(remote(entry)));
    }

    static MIB_TCP6ROW_OWNER_PID tcp6OwnerPid(Entry entry) {
        return new MIB_TCP6ROW_OWNER_PID(
                in6Addr(entry.local()),
                scopeId(entry, entry.local()),
                port(entry.local()),
                in6Addr(remote(entry)),
                scopeId(entry, remote(entry)),
                port(remote(entry)),
                state(entry),
                pid(entry));
    }

    static MIB_UDPROW udp(Entry entry) {
        return new MIB_UDPROW(inAddr(entry.local()), port(entry.local()));
    }

    static MIB_UDPROW_OWNER_PID udpOwnerPid(Entry entry) {
        return new MIB_UDPROW_OWNER_PID(inAddr(entry.local()), port(entry.local()), pid(entry));
    }

    static MIB_UDP6ROW udp6(Entry entry) {
        return new MIB_UDP6ROW(in6Addr(entry.local()), scopeId(entry, entry.local()), port(entry.local()));
    }

    static MIB_UDP6ROW_OWNER_PID udp6OwnerPid(Entry entry) {
        return new MIB_UDP6ROW_OWNER_PID(
                in6Addr(entry.local()), scopeId(entry, entry.local()), port(entry.local()), pid(entry));
    }

    /** The end that an IPv4 row names. */
    static Endpoint ipv4(int inAddr, int port) {
        return new Endpoint(IpAddress.ipv4(Integer.reverseBytes(inAddr)), IpHelper.ntohs((short) port));
    }

    /** The end that an IPv6 row names. */
    static Endpoint ipv6(IN6_ADDR address, int port) {
        return new Endpoint(IpAddress.ipv6(address.high(), address.low()), IpHelper.ntohs((short) port));
    }

    /** The interface of an end whose address means nothing without one; 0 for every other. */
    static int scope(Entry entry, Endpoint end) {
        return isLinkLocal(end.address()) ? entry.interfaceIndex() : 0;
    }

    /** Whether an address is one of each link anew: {@code fe80::/10}, and multicast to an interface or link. */
    static boolean isLinkLocal(IpAddress address) {
        long first = address.high() >>> PREFIX_16;
        boolean unicast = (first & 0xFFC0) == 0xFE80;
        boolean multicast = (first & MULTICAST) == MULTICAST && ((first & 0xF) == 1 || (first & 0xF) == 2);
        return address.family() == IpAddress.Family.IPV6 && (unicast || multicast);
    }

    /** The other end; none, whatever the kernel says, of a listener. */
    private static Endpoint remote(Entry entry) {
        return entry.state() == EntryState.LISTEN ? new Endpoint(IpAddress.ANY_IPV6, 0) : entry.remote();
    }

    private static int inAddr(Endpoint end) {
        return Integer.reverseBytes((int) end.address().unmapped().low());
    }

    private static IN6_ADDR in6Addr(Endpoint end) {
        return new IN6_ADDR(end.address().high(), end.address().low());
    }

    private static int scopeId(Entry entry, Endpoint end) {
        return Integer.reverseBytes(scope(entry, end));
    }

    private static int port(Endpoint end) {
        return Short.toUnsignedInt(IpHelper.htons(end.port()));
    }

    /** A row has room for one owner. */
    private static int pid(Entry entry) {
        return entry.processes().stream().mapToInt(OwnerProcess::pid).min().orElse(0);
    }

    private static int state(Entry entry) {
        return switch (entry.state()) {
            case LISTEN -> MIB_TCP_STATE.MIB_TCP_STATE_LISTEN;
            case SYN_SENT -> MIB_TCP_STATE.MIB_TCP_STATE_SYN_SENT;
            case SYN_RECV -> MIB_TCP_STATE.MIB_TCP_STATE_SYN_RCVD;
            case ESTABLISHED -> MIB_TCP_STATE.MIB_TCP_STATE_ESTAB;
            case FIN_WAIT_1 -> MIB_TCP_STATE.MIB_TCP_STATE_FIN_WAIT1;
            case FIN_WAIT_2 -> MIB_TCP_STATE.MIB_TCP_STATE_FIN_WAIT2;
            case CLOSE_WAIT -> MIB_TCP_STATE.MIB_TCP_STATE_CLOSE_WAIT;
            case CLOSING -> MIB_TCP_STATE.MIB_TCP_STATE_CLOSING;
            case LAST_ACK -> MIB_TCP_STATE.MIB_TCP_STATE_LAST_ACK;
            case TIME_WAIT -> MIB_TCP_STATE.MIB_TCP_STATE_TIME_WAIT;
            case UNCONNECTED, BOUND -> MIB_TCP_STATE.MIB_TCP_STATE_CLOSED;
        };
    }

    private Rows() {}
}
