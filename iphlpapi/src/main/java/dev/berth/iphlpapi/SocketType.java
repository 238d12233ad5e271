package dev.berth.iphlpapi;

import dev.berth.api.Protocol;
import dev.berth.kernel.unix.SocketDescription;
import dev.berth.kernel.unix.Sockets;
import java.util.Optional;

/**
 * What kind of socket is asked for.
 *
 * @param family the address family, as Windows numbers it
 * @param type {@code SOCK_STREAM} or {@code SOCK_DGRAM}, the same numbers on both
 * @param protocol a number that Linux knows; 0 for the usual one of the type
 * @param pool the pool that its ports come from
 */
record SocketType(int family, int type, int protocol, Protocol pool) {
    /** The kind that the arguments of {@code socket} mean; empty unless it is TCP or UDP over IPv4 or IPv6. */
    static Optional<SocketType> of(int family, int type, int protocol) {
        if (family != WinSock2.AF_INET && family != WinSock2.AF_INET6) {
            return Optional.empty();
        }
        return pool(type, protocol).map(pool -> new SocketType(family, type, protocol, pool));
    }

    /** The address family, as Linux numbers it. */
    int linuxFamily() {
        return family == WinSock2.AF_INET ? Sockets.AF_INET : Sockets.AF_INET6;
    }

    private static Optional<Protocol> pool(int type, int protocol) {
        int named = protocol != 0 ? protocol : usual(type);
        return new SocketDescription(Sockets.AF_INET, type, named).pool(); // IPv6 has the same ones
    }

    private static int usual(int type) {
        return type == WinSock2.SOCK_STREAM ? WinSock2.IPPROTO_TCP : WinSock2.IPPROTO_UDP;
    }
}
