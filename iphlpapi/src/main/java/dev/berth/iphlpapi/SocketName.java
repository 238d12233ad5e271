package dev.berth.iphlpapi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Addresses of sockets as Linux has them: the same bytes as on Windows, but for the family, whose number for IPv6 is
 * another one and whose order is this machine's.
 */
final class SocketName {
    /** The address as Linux has it; it is {@linkplain #isOf of} that type. */
    static byte[] toLinux(SOCKADDR name, SocketType type) {
        byte[] address = new byte[name.sizeof()];
        ByteBuffer bytes = ByteBuffer.wrap(address);
        name.write(bytes, 0);
        bytes.order(ByteOrder.nativeOrder()).putShort(0, (short) type.linuxFamily());
        return address;
    }

    /** The address of a socket of that type, which Linux has told. */
    static SOCKADDR ofLinux(byte[] address, SocketType type) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        short family = (short) type.family();
        if (type.family() == WinSock2.AF_INET) {
            SOCKADDR_IN name = SOCKADDR_IN.read(bytes, 0);
            return new SOCKADDR_IN(family, name.sin_port(), name.sin_addr());
        }
        SOCKADDR_IN6 name = SOCKADDR_IN6.read(bytes, 0);
        return new SOCKADDR_IN6(family, name.sin6_port(), name.sin6_flowinfo(), name.sin6_addr(), name.sin6_scope_id());
    }

    /** Tells whether it is an address for sockets of that type. */
    static boolean isOf(SocketType type, SOCKADDR name) {
        return switch (name) {
            case SOCKADDR_IN four -> type.family() == WinSock2.AF_INET && four.sin_family() == WinSock2.AF_INET;
            case SOCKADDR_IN6 six -> type.family() == WinSock2.AF_INET6 && six.sin6_family() == WinSock2.AF_INET6;
        };
    }

    /** The port, in network order. */
    static short port(SOCKADDR name) {
        return switch (name) {
            case SOCKADDR_IN four -> four.sin_port();
            case SOCKADDR_IN6 six -> six.sin6_port();
        };
    }

    private SocketName() {}
}
