package dev.berth.testkit;

import dev.berth.api.Protocol;
import java.util.Arrays;
import java.util.List;

/** What kind of socket to make: the transport, and which families of addresses it takes. */
public enum SocketKind {
    /** TCP over IPv4. */
    TCP4,
    /** TCP over IPv6 alone. */
    TCP6,
    /** TCP over IPv6 and, on the wildcard address, IPv4. */
    TCP_DUAL,
    /** UDP over IPv4. */
    UDP4,
    /** UDP over IPv6 alone. */
    UDP6,
    /** UDP over IPv6 and, on the wildcard address, IPv4. */
    UDP_DUAL,
    /** MPTCP over IPv4. */
    MPTCP4,
    /** MPTCP over IPv6 alone. */
    MPTCP6,
    /** MPTCP over IPv6 and, on the wildcard address, IPv4. */
    MPTCP_DUAL;

    /** The pool that its ports come from. */
    public Protocol protocol() {
        return name().startsWith("UDP") ? Protocol.UDP : Protocol.TCP;
    }

    /** The address that means all of them. */
    public String wildcard() {
        return isIpv4() ? "0.0.0.0" : "::";
    }

    /** The address of the loopback. */
    public String loopback() {
        return isIpv4() ? "127.0.0.1" : "::1";
    }

    /** The plain IPv4 socket of a pool. */
    public static SocketKind of(Protocol protocol) {
        return protocol == Protocol.UDP ? UDP4 : TCP4;
    }

    /** Every kind that takes its ports from a pool. */
    public static List<SocketKind> all(Protocol protocol) {
        return Arrays.stream(values())
                .filter(kind -> kind.protocol().meets(protocol))
                .toList();
    }

    private boolean isIpv4() {
        return name().endsWith("4");
    }
}
