package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.SocketDescription;
import dev.berth.kernel.unix.Sockets;

/**
 * A socket that {@link WinSock} made.
 *
 * <p>{@link #call Calls} on it come one after the other, from whatever thread, and none after it was closed, when its
 * number may be another socket's. Everything else is for such a call to use.
 */
final class OpenSocket {
    private static final String A_SOCKET = "a socket";

    private final Fd fd;
    private final SocketType type;
    private boolean closed;

    private OpenSocket(Fd fd, SocketType type) {
        this.fd = fd;
        this.type = type;
    }

    /** Makes one; over IPv6 it keeps to IPv6, as Windows' do. */
    static OpenSocket make(SocketType type) throws SyscallException {
        Fd made = Sockets.socket(type.linuxFamily(), type.type(), type.protocol(), A_SOCKET);
        try {
            if (type.family() == WinSock2.AF_INET6) {
                Sockets.setOption(made, A_SOCKET, Sockets.IPPROTO_IPV6, Sockets.IPV6_V6ONLY, 1);
            }
            return new OpenSocket(made, type);
        } catch (SyscallException refused) {
            made.close();
            throw refused;
        }
    }

    /** A call on a socket. */
    interface Call {
        /** What it comes to, with a sentence. */
        Outcome<String> on(OpenSocket socket) throws SyscallException;
    }

    synchronized Outcome<String> call(Call call) throws SyscallException {
        return closed
                ? Outcome.refused(Code.WSAENOTSOCK, "another thread has closed the socket meanwhile")
                : call.on(this);
    }

    /** The number of its descriptor, which is the {@code SOCKET}. */
    int number() {
        return fd.number();
    }

    SocketType type() {
        return type;
    }

    void bind(SOCKADDR name) throws SyscallException {
        Sockets.bind(fd, A_SOCKET, SocketName.toLinux(name, type));
    }

    void listen(int backlog) throws SyscallException {
        Sockets.listen(fd, A_SOCKET, backlog);
    }

    /** The address that it is bound to, with port 0 where it is not. */
    SOCKADDR name() throws SyscallException {
        return SocketName.ofLinux(Sockets.name(fd, A_SOCKET), type);
    }

    boolean isBound() throws SyscallException {
        return SocketDescription.port(fd) != 0;
    }

    /** Closes it, and with it ends what was acquired on it. Idempotent. */
    synchronized void close() {
        closed = true;
        fd.close();
    }
}
