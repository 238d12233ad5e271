package dev.berth.iphlpapi;

import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.engine.Associations;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The functions of winsock2.h that it takes to consume a reservation, on real sockets: IPv4, TCP and UDP.
 *
 * <p>A {@code SOCKET} is the number of a descriptor that {@link #socket} of this object made; every other number is
 * answered {@link Winerror#WSAENOTSOCK}. {@link #WSAIoctl} knows {@link Mstcpip#SIO_ASSOCIATE_PORT_RESERVATION} and
 * answers every other code {@link Winerror#WSAEOPNOTSUPP}, those of runtime reservations too. No function throws.
 *
 * <p>Safe for concurrent use, but for a socket that one thread closes while another uses it.
 */
@SuppressWarnings("MemberName") // the documented names are the point
public final class WinSock implements AutoCloseable {
    private final Associations associations;
    private final Map<Long, Fd> open = new ConcurrentHashMap<>();
    private final ThreadLocal<Integer> lastError = ThreadLocal.withInitial(() -> Winerror.NO_ERROR);

    /** The functions, with the reservations that a kernel guards. */
    public WinSock(Kernel kernel) {
        associations = new Associations(kernel);
    }

    /** The functions, for this machine, as {@link IpHelper#ofThisMachine}. */
    public static WinSock ofThisMachine() {
        return new WinSock(Places.of(System.getenv()).kernel());
    }

    /** Makes a socket; {@link WinSock2#INVALID_SOCKET} where that fails. */
    public long socket(int af, int type, int protocol) {
        if (af != WinSock2.AF_INET || !isTcpOrUdp(type, protocol)) {
            lastError.set(Winerror.WSAEOPNOTSUPP);
            return WinSock2.INVALID_SOCKET;
        }
        try {
            Fd made = Sockets.socket(Sockets.AF_INET, type, protocol, "a socket");
            open.put((long) made.number(), made);
            return made.number();
        } catch (SyscallException refused) {
            lastError.set(code(refused.errno()));
            return WinSock2.INVALID_SOCKET;
        } catch (RuntimeException | LinkageError bug) { // the documented functions have no other way to say it
            lastError.set(Winerror.WSAEINVAL);
            return WinSock2.INVALID_SOCKET;
        }
    }

    /**
     * Associates a socket that is not bound yet with a token, of which {@code lpvInBuffer} holds the 8 bytes.
     *
     * <p>{@code int WSAIoctl(SOCKET, DWORD, LPVOID, DWORD, LPVOID, DWORD, LPDWORD, …)}: the sizes are those of the
     * buffers, and there are no overlapped calls.
     *
     * @param s the socket
     * @param dwIoControlCode {@link Mstcpip#SIO_ASSOCIATE_PORT_RESERVATION}
     * @param lpvInBuffer what is handed in, from its position to its limit
     * @param lpvOutBuffer is not used
     * @param lpcbBytesReturned an array of one element that receives how many bytes were handed out: 0
     * @return 0, or {@link WinSock2#SOCKET_ERROR} with one of these as last error: 10038 where {@code s} is no socket;
     *     10045 for every other control code; 10014 where {@code lpcbBytesReturned} is null or has not one element;
     *     10022 where the input is not 8 bytes, the socket is bound, or no reservation of its protocol has the token;
     *     10013 where the token is a persistent reservation's and the caller no administrator
     */
    public int WSAIoctl(
            long s,
            int dwIoControlCode,
            @Nullable ByteBuffer lpvInBuffer,
            @Nullable ByteBuffer lpvOutBuffer,
            int @Nullable [] lpcbBytesReturned) {
        return answer(s, socket -> {
            if (dwIoControlCode != Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION) {
                return Winerror.WSAEOPNOTSUPP;
            }
            if (lpcbBytesReturned == null || lpcbBytesReturned.length != 1) {
                return Winerror.WSAEFAULT;
            }
            lpcbBytesReturned[0] = 0;
            if (lpvInBuffer == null || lpvInBuffer.remaining() != INET_PORT_RESERVATION_TOKEN.SIZE) {
                return Winerror.WSAEINVAL;
            }
            if (name(socket).sin_port() != 0) {
                return Winerror.WSAEINVAL;
            }
            var token = INET_PORT_RESERVATION_TOKEN.read(lpvInBuffer, lpvInBuffer.position());
            Protocol protocol =
                    Sockets.option(socket, "a socket", Sockets.SOL_SOCKET, Sockets.SO_TYPE) == Sockets.SOCK_DGRAM
                            ? Protocol.UDP
                            : Protocol.TCP;
            return associations
                    .associate(socket.number(), protocol, new Token(token.Token()))
                    .code()
                    .number();
        });
    }

    /** Binds a socket; {@link WinSock2#SOCKET_ERROR} where that fails. */
    public int bind(long s, @Nullable SOCKADDR_IN name) {
        return answer(s, socket -> {
            if (name == null) {
                return Winerror.WSAEFAULT;
            }
            byte[] address = new byte[SOCKADDR_IN.SIZE];
            ByteBuffer bytes = ByteBuffer.wrap(address);
            name.write(bytes, 0);
            // The same bytes on Linux, but for the family, which is in the order of this machine.
            bytes.order(ByteOrder.nativeOrder()).putShort(0, name.sin_family());
            Sockets.bind(socket, "a socket", address);
            return Winerror.NO_ERROR;
        });
    }

    /** Hands out the address that a socket is bound to, through an array of one element; 10022 where it is not bound. */
    public int getsockname(long s, SOCKADDR_IN @Nullable [] name) {
        return answer(s, socket -> {
            if (name == null || name.length != 1) {
                return Winerror.WSAEFAULT;
            }
            SOCKADDR_IN bound = name(socket);
            if (bound.sin_port() == 0) {
                return Winerror.WSAEINVAL;
            }
            name[0] = bound;
            return Winerror.NO_ERROR;
        });
    }

    /** Closes a socket. */
    public int closesocket(long s) {
        return answer(s, socket -> {
            open.remove(s, socket);
            socket.close();
            return Winerror.NO_ERROR;
        });
    }

    /** The code of the calling thread's last call on this object that failed. */
    public int WSAGetLastError() {
        return lastError.get();
    }

    /** Closes the sockets that are still open. */
    @Override
    public void close() {
        open.values().forEach(Fd::close);
        open.clear();
    }

    private interface Call {
        int on(Fd socket) throws SyscallException;
    }

    private int answer(long s, Call call) {
        Fd socket = open.get(s);
        int code;
        try {
            code = socket == null ? Winerror.WSAENOTSOCK : call.on(socket);
        } catch (SyscallException refused) {
            code = code(refused.errno());
        } catch (RuntimeException | LinkageError bug) { // the documented functions have no other way to say it
            code = Winerror.WSAEINVAL;
        }
        if (code == Winerror.NO_ERROR) {
            return 0;
        }
        lastError.set(code);
        return WinSock2.SOCKET_ERROR;
    }

    private static SOCKADDR_IN name(Fd socket) throws SyscallException {
        ByteBuffer bytes = ByteBuffer.wrap(Sockets.name(socket, "a socket"));
        SOCKADDR_IN name = SOCKADDR_IN.read(bytes, 0);
        return new SOCKADDR_IN((short) WinSock2.AF_INET, name.sin_port(), name.sin_addr());
    }

    private static boolean isTcpOrUdp(int type, int protocol) {
        return (type == WinSock2.SOCK_STREAM && (protocol == 0 || protocol == WinSock2.IPPROTO_TCP))
                || (type == WinSock2.SOCK_DGRAM && (protocol == 0 || protocol == WinSock2.IPPROTO_UDP));
    }

    private static int code(Errno errno) {
        if (errno.equals(Errno.EACCES) || errno.equals(Errno.EPERM)) {
            return Winerror.WSAEACCES;
        }
        if (errno.equals(Errno.EADDRINUSE)) {
            return Winerror.WSAEADDRINUSE;
        }
        boolean exhausted = errno.equals(Errno.ENOBUFS) || errno.equals(Errno.ENOMEM);
        return exhausted ? Winerror.WSAENOBUFS : Winerror.WSAEINVAL;
    }
}
