package dev.berth.kernel.unix;

import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What kind of socket a descriptor is.
 *
 * @param domain the address family, such as {@link Sockets#AF_INET}
 * @param type such as {@link Sockets#SOCK_STREAM}
 * @param protocol such as {@link Sockets#IPPROTO_TCP}
 */
public record SocketDescription(int domain, int type, int protocol) {
    private static final int SO_DOMAIN = 39;
    private static final String SUBJECT = "a socket";
    /** Where {@code sockaddr_in} and {@code sockaddr_in6} have their port, in network order. */
    private static final int PORT = 2;

    /** What a descriptor is; empty if it is no socket. */
    public static Optional<SocketDescription> of(Fd descriptor) throws SyscallException {
        try {
            return Optional.of(new SocketDescription(
                    option(descriptor, SO_DOMAIN),
                    option(descriptor, Sockets.SO_TYPE),
                    option(descriptor, Sockets.SO_PROTOCOL)));
        } catch (SyscallException refused) {
            // EBADF is what a descriptor opened with O_PATH answers to everything.
            if (refused.errno().equals(Errno.ENOTSOCK) || refused.errno().equals(Errno.EBADF)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Tells whether it is one of IPv4 or IPv6. */
    public boolean isInternet() {
        return domain == Sockets.AF_INET || domain == Sockets.AF_INET6;
    }

    /** The pool that its ports come from; empty if it has no ports that the guard keeps. */
    public Optional<Protocol> pool() {
        if (!isInternet()) {
            return Optional.empty();
        }
        return switch (type) {
            case Sockets.SOCK_STREAM ->
                protocol == Sockets.IPPROTO_TCP || protocol == Sockets.IPPROTO_MPTCP
                        ? Optional.of(Protocol.TCP)
                        : Optional.empty();
            case Sockets.SOCK_DGRAM -> protocol == Sockets.IPPROTO_UDP ? Optional.of(Protocol.UDP) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The port that an {@linkplain #isInternet internet} socket is bound to, in host order; 0 if it is not bound. */
    public static int port(Fd socket) throws SyscallException {
        return Short.toUnsignedInt(
                ByteBuffer.wrap(Sockets.name(socket, SUBJECT)).getShort(PORT));
    }

    private static int option(Fd descriptor, int option) throws SyscallException {
        return Sockets.option(descriptor, SUBJECT, Sockets.SOL_SOCKET, option);
    }
}
