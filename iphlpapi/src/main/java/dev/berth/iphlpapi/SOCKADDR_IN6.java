package dev.berth.iphlpapi;

import java.nio.ByteBuffer;

/**
 * {@code struct sockaddr_in6}, ws2ipdef.h: an IPv6 address and a port, both in network order.
 *
 * @param sin6_family {@link WinSock2#AF_INET6}
 * @param sin6_port the port, network order
 * @param sin6_flowinfo traffic class and flow label, network order; 0 where nobody cares
 * @param sin6_addr the address
 * @param sin6_scope_id the index of the interface of a link-local address, host order; else 0
 */
public record SOCKADDR_IN6(short sin6_family, short sin6_port, int sin6_flowinfo, IN6_ADDR sin6_addr, int sin6_scope_id)
        implements SOCKADDR {
    static final Layout LAYOUT = Layout.struct("SOCKADDR_IN6")
            .ushort("sin6_family")
            .ushort("sin6_port")
            .dword("sin6_flowinfo")
            .address("sin6_addr")
            .dword("sin6_scope_id")
            .end();

    /** What {@code sizeof} says. */
    public static final int SIZE = LAYOUT.size();

    /** The structure at an offset of the bytes. */
    public static SOCKADDR_IN6 read(ByteBuffer bytes, int offset) {
        Layout.Place at = LAYOUT.at(bytes, offset);
        return new SOCKADDR_IN6(
                at.ushort("sin6_family"),
                at.ushort("sin6_port"),
                at.dword("sin6_flowinfo"),
                at.address("sin6_addr"),
                at.dword("sin6_scope_id"));
    }

    @Override
    public void write(ByteBuffer bytes, int offset) {
        LAYOUT.at(bytes, offset)
                .ushort("sin6_family", sin6_family)
                .ushort("sin6_port", sin6_port)
                .dword("sin6_flowinfo", sin6_flowinfo)
                .address("sin6_addr", sin6_addr)
                .dword("sin6_scope_id", sin6_scope_id);
    }

    @Override
    public int sizeof() {
        return SIZE;
    }
}
