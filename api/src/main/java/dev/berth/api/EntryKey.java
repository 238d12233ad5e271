package dev.berth.api;

import java.util.OptionalLong;

/**
 * What names one entry: its protocol and both ends, as the kernel looks sockets up.
 *
 * <p>A pair of ends may be used again as soon as its connection is gone; the cookie is not.
 *
 * @param protocol TCP or UDP, never both
 * @param local the end on this machine
 * @param remote the other end; all addresses and port 0 for a socket that has none
 * @param interfaceIndex the interface that the socket is bound to, or of a link-local address; 0 for none
 * @param cookie the kernel's own number of the socket, unsigned, where it is known: then no other socket is meant, even
 *     one of the same ends
 */
public record EntryKey(Protocol protocol, Endpoint local, Endpoint remote, int interfaceIndex, OptionalLong cookie) {
    /** A key of one table. */
    public EntryKey {
        if (protocol == Protocol.TCP_UDP) {
            throw new IllegalArgumentException("an entry is of TCP or of UDP");
        }
    }

    /**
     * {@return the key of a TCP connection}
     *
     * @param local the end on this machine
     * @param remote the other end
     */
    public static EntryKey tcp(Endpoint local, Endpoint remote) {
        return new EntryKey(Protocol.TCP, local, remote, 0, OptionalLong.empty());
    }

    /** {@return {@code tcp 127.0.0.1:8080 127.0.0.1:40000}} */
    @Override
    public String toString() {
        return protocol + " " + local + " " + remote;
    }
}
