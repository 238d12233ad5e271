package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.SyscallException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The functions of winsock2.h that it takes to acquire and to consume a reservation, on real sockets: TCP and UDP, over
 * IPv4 and IPv6.
 *
 * <p>A {@code SOCKET} is the number of a descriptor that {@link #socket} of this object made; every other number is
 * answered {@link Winerror#WSAENOTSOCK}. A buffer is used from its position to its limit, which is its size, and does not
 * move. Every call is done when it returns, on non-blocking sockets too: there are no overlapped calls. No function
 * throws; {@link #explain} says more than a code.
 *
 * <p>Safe for concurrent use: calls on one socket come one after the other, closing it too. After {@link #close} there are
 * no sockets any more.
 */
@SuppressWarnings("MemberName") // the documented names are the point
public final class WinSock implements AutoCloseable {
    private final Map<Integer, Ioctl> ioctls;
    private final Map<Long, OpenSocket> open = new ConcurrentHashMap<>();
    private final LastCall last = new LastCall();
    private final Ports ports;
    private volatile boolean closed;

    WinSock(SocketPorts ports) {
        this.ports = ports.ports();
        ioctls = Map.of(
                Mstcpip.SIO_ACQUIRE_PORT_RESERVATION, new AcquireIoctl(ports.acquiring()),
                Mstcpip.SIO_RELEASE_PORT_RESERVATION, new ReleaseIoctl(ports.ports()),
                Mstcpip.SIO_ASSOCIATE_PORT_RESERVATION, new AssociateIoctl(ports.associating()));
    }

    /** The functions, with the reservations that a kernel guards and a store records. */
    public WinSock(Kernel kernel, Path store) {
        this(Places.socketPorts(kernel, store, Optional.empty()));
    }

    /**
     * The functions, for this machine, as {@link IpHelper#ofThisMachine}: who is no administrator acquires and consumes
     * through berthd, within its policy. Where an administrator names no ports, {@code BERTH_RUNTIME_RANGE} says where they
     * come from, as on the command line.
     *
     * @throws IllegalArgumentException if a variable of the environment has a value that makes no sense
     */
    public static WinSock ofThisMachine() {
        return new WinSock(Places.of(System.getenv()).socketPorts());
    }

    /**
     * Makes a socket. Over IPv6 it keeps to IPv6, as sockets of Windows do unless told otherwise. Beside the numbers of
     * Windows, {@code protocol} may be that of MPTCP on Linux, 262.
     *
     * @return the socket; {@link WinSock2#INVALID_SOCKET}, with 10045 as last error, where the arguments mean neither TCP
     *     nor UDP over IPv4 or IPv6, or this machine does not have it; with 10055 where there are too many descriptors or too
     *     little memory; with 10050 where this is closed
     */
    public long socket(int af, int type, int protocol) {
        long[] made = new long[1];
        int result = answer("socket", () -> {
            Optional<SocketType> known = SocketType.of(af, type, protocol);
            if (known.isEmpty()) {
                return Outcome.refused(Code.WSAEOPNOTSUPP, "sockets are TCP or UDP, over IPv4 (2) or IPv6 (23)");
            }
            OpenSocket socket = OpenSocket.make(known.get());
            long number = socket.number();
            open.put(number, socket);
            if (closed) { // asked once it can be found: else neither this nor close() would close it
                forget(number, socket);
                return Outcome.refused(Code.WSAENETDOWN, "this WinSock is closed");
            }
            made[0] = number;
            return Outcome.granted("made socket " + number);
        });
        return result == 0 ? made[0] : WinSock2.INVALID_SOCKET;
    }

    /**
     * Acquires, releases or consumes a reservation.
     *
     * <p>{@code int WSAIoctl(SOCKET, DWORD, LPVOID, DWORD, LPVOID, DWORD, LPDWORD, …)}. By control code:
     *
     * <ul>
     *   <li>{@link Mstcpip#SIO_ACQUIRE_PORT_RESERVATION}: in an {@link INET_PORT_RANGE}, out an {@link
     *       INET_PORT_RESERVATION_INSTANCE}. The block, any free one where {@code StartPort} is 0, is reserved for this
     *       process until it is released, the socket is closed, or the process ends. The socket is not bound by it.
     *   <li>{@link Mstcpip#SIO_RELEASE_PORT_RESERVATION}: in an {@link INET_PORT_RESERVATION_TOKEN}, nothing out. Ends a
     *       reservation that this process acquired, on whichever socket. Sockets bound inside stay open.
     *   <li>{@link Mstcpip#SIO_ASSOCIATE_PORT_RESERVATION}: the same buffers. {@link #bind} of the socket to port 0 then
     *       takes a port of the reservation, and a port of it may be named.
     * </ul>
     *
     * @param s a socket of this object
     * @param dwIoControlCode one of the three
     * @param lpvInBuffer what is handed in; more than it takes does no harm
     * @param lpvOutBuffer receives what is handed out; null or without room where nothing is
     * @param lpcbBytesReturned an array of one element that receives how many bytes were handed out: 16, or 0, which it is
     *     after every refusal
     * @return 0, or {@link WinSock2#SOCKET_ERROR} with one of these as last error: 10038 where {@code s} is no socket;
     *     10045 for another control code and where this machine keeps no reservations; 10014 where {@code
     *     lpcbBytesReturned} is null or has not one element, or a buffer cannot be used; 10022 where the size of a buffer
     *     or the block does not do, the socket to associate is bound, or no reservation that fits has the token; 10048
     *     where a port of the block is in use, reserved or excluded; 10055 where no block of that size is left, or the
     *     store is full, or the socket cannot be passed to berthd; 10013 where it takes an administrator; 10036 where
     *     another change does not end; 10050 where the kernel or the store failed, or berthd is not there; 995 where this
     *     was closed while berthd was waited for
     */
    public int WSAIoctl(
            long s,
            int dwIoControlCode,
            @Nullable ByteBuffer lpvInBuffer,
            @Nullable ByteBuffer lpvOutBuffer,
            int @Nullable [] lpcbBytesReturned) {
        IoctlBuffers buffers = new IoctlBuffers(lpvInBuffer, lpvOutBuffer, lpcbBytesReturned);
        buffers.handOutNothing();
        return on(s, LastCall.ofIoctl(dwIoControlCode), socket -> {
            Ioctl ioctl = ioctls.get(dwIoControlCode);
            return ioctl == null
                    ? Outcome.refused(Code.WSAEOPNOTSUPP, "there is no such control code here")
                    : ioctl.on(socket, buffers);
        });
    }

    /**
     * Binds a socket.
     *
     * @return 0, or {@link WinSock2#SOCKET_ERROR} with 10014 where there is no address or one of the other family, 10013
     *     where the port is somebody else's, 10048 where it, or every port of the socket's reservation, is in use, 10022
     *     where the socket is bound or the address none of this machine
     */
    public int bind(long s, @Nullable SOCKADDR name) {
        return on(s, "bind", socket -> {
            if (name == null || !SocketName.isOf(socket.type(), name)) {
                return Outcome.refused(Code.WSAEFAULT, "the address is not one of the socket's family");
            }
            socket.bind(name);
            return Outcome.granted("bound");
        });
    }

    /**
     * Lets a bound TCP socket take connections.
     *
     * @param backlog how many may wait for being accepted; {@link WinSock2#SOMAXCONN} for what this machine permits
     * @return 0, or {@link WinSock2#SOCKET_ERROR} with 10022 where the socket is not bound, 10045 where it is of UDP, 10048
     *     where another one listens on the port
     */
    public int listen(long s, int backlog) {
        return on(s, "listen", socket -> {
            if (socket.type().pool() == Protocol.UDP) {
                return Outcome.refused(Code.WSAEOPNOTSUPP, "a socket of UDP does not listen");
            }
            if (!socket.isBound()) { // Linux would bind it, past its reservation
                return Outcome.refused(Code.WSAEINVAL, "the socket is not bound");
            }
            socket.listen(backlog);
            return Outcome.granted("listening");
        });
    }

    /**
     * Hands out the address that a socket is bound to, through an array of one element.
     *
     * @return 0, or {@link WinSock2#SOCKET_ERROR} with 10022 where the socket is not bound, 10014 where there is no array of
     *     one element for an address of its family
     */
    public int getsockname(long s, SOCKADDR @Nullable [] name) {
        return on(s, "getsockname", socket -> {
            SOCKADDR bound = socket.name();
            if (name == null
                    || name.length != 1
                    || !name.getClass().getComponentType().isInstance(bound)) {
                return Outcome.refused(Code.WSAEFAULT, "name is not an array of one address of the socket's family");
            }
            if (SocketName.port(bound) == 0) {
                return Outcome.refused(Code.WSAEINVAL, "the socket is not bound");
            }
            name[0] = bound;
            return Outcome.granted("bound to port " + IpHelper.ntohs(SocketName.port(bound)));
        });
    }

    /** Closes a socket, which ends the reservations that were acquired on it; 10038 where it is none. */
    public int closesocket(long s) {
        return on(s, "closesocket", socket -> {
            forget(s, socket);
            return Outcome.granted("closed");
        });
    }

    /** The code of the calling thread's last call on this object that failed. */
    public int WSAGetLastError() {
        return last.error();
    }

    /**
     * What the calling thread's last call on this object came to, in a sentence that names ports in host order, the holder
     * and the way out. Windows has no such function.
     */
    public String explain() {
        return last.explanation();
    }

    /**
     * Closes the sockets that are still open, which ends the reservations that were acquired on them. A call that waits for
     * berthd comes to 995 by it.
     */
    @Override
    public void close() {
        closed = true;
        ports.close(); // first: a socket is closed when the call on it ends, and a berthd that is stuck ends none
        open.forEach(this::forget);
        ports.close(); // what a call that had begun has opened meanwhile
    }

    private void forget(long s, OpenSocket socket) {
        open.remove(s, socket); // before its number may be another's
        socket.close();
    }

    private int on(long s, String function, OpenSocket.Call call) {
        return answer(function, () -> {
            OpenSocket socket = closed ? null : open.get(s);
            return socket == null
                    ? Outcome.refused(Code.WSAENOTSOCK, s + " is no socket that this object has made, or it is closed")
                    : socket.call(call);
        });
    }

    private interface Function {
        Outcome<String> call() throws SyscallException;
    }

    private int answer(String name, Function function) {
        Outcome<String> outcome;
        try {
            outcome = function.call();
        } catch (SyscallException refused) {
            outcome = Outcome.refused(SocketCode.of(refused.errno()), "the kernel refused: " + refused.getMessage());
        } catch (RuntimeException | LinkageError bug) { // the documented functions have no other way to say it
            outcome = Outcome.refused(Code.ERROR_IO_DEVICE, "it failed: " + bug);
        }
        return last.is(name, outcome);
    }
}
