package dev.berth.it.ports;

import dev.berth.api.Protocol;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import dev.berth.testkit.SocketKind;
import java.nio.ByteBuffer;

/**
 * A socket of this process by its descriptor, which Java's own sockets do not tell.
 *
 * @param kind what it is
 * @param fd its descriptor
 */
record KernelSocket(SocketKind kind, Fd fd) implements AutoCloseable {
    private static final String SUBJECT = "a socket";

    /** Makes one that is not bound. */
    static KernelSocket make(SocketKind kind) throws SyscallException {
        int type = kind.protocol() == Protocol.UDP ? Sockets.SOCK_DGRAM : Sockets.SOCK_STREAM;
        int protocol = kind.name().startsWith("MPTCP") ? Sockets.IPPROTO_MPTCP : 0;
        KernelSocket made = new KernelSocket(kind, Sockets.socket(family(kind), type, protocol, SUBJECT));
        if (family(kind) == Sockets.AF_INET6) {
            int alone = kind.name().endsWith("DUAL") ? 0 : 1;
            Sockets.setOption(made.fd, SUBJECT, Sockets.IPPROTO_IPV6, Sockets.IPV6_V6ONLY, alone);
        }
        return made;
    }

    /** Binds it to the wildcard address; answers its port. */
    int bind(int port) throws SyscallException {
        Sockets.bindWildcard(fd, SUBJECT, family(kind), port);
        // struct sockaddr_in and sockaddr_in6 begin alike.
        return Short.toUnsignedInt(ByteBuffer.wrap(Sockets.name(fd, SUBJECT)).getShort(Short.BYTES));
    }

    int number() {
        return fd.number();
    }

    @Override
    public void close() {
        fd.close();
    }

    private static int family(SocketKind kind) {
        return kind.wildcard().equals("::") ? Sockets.AF_INET6 : Sockets.AF_INET;
    }
}
