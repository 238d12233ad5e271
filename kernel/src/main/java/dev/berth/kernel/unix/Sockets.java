package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** {@code sys/socket.h}: sockets, and datagrams to where a socket is connected. */
public final class Sockets {
    /** Unix sockets. */
    public static final int AF_UNIX = 1;
    /** IPv4. */
    public static final int AF_INET = 2;
    /** IPv6. */
    public static final int AF_INET6 = 10;
    /** A stream of bytes. */
    public static final int SOCK_STREAM = 1;
    /** Datagrams. */
    public static final int SOCK_DGRAM = 2;
    /** Datagrams of a protocol's own. */
    public static final int SOCK_RAW = 3;
    /** The option level of every socket. */
    public static final int SOL_SOCKET = 1;
    /** Since Linux 5.14, the number of the socket's network namespace. */
    public static final int SO_NETNS_COOKIE = 71;
    /** Since Linux 6.5, a descriptor of the process at the other end. */
    public static final int SO_PEERPIDFD = 77;
    /** The type of the socket, such as {@link #SOCK_STREAM}. */
    public static final int SO_TYPE = 3;
    /** The protocol of the socket, such as {@link #IPPROTO_TCP}. */
    public static final int SO_PROTOCOL = 38;
    /** Transmission control. */
    public static final int IPPROTO_TCP = 6;
    /** Datagrams with ports. */
    public static final int IPPROTO_UDP = 17;
    /** TCP over several paths. */
    public static final int IPPROTO_MPTCP = 262;
    /** The length that the datagram has, even if it did not fit. */
    public static final int MSG_TRUNC = 0x20;

    /** The level of options of IPv6, {@code linux/in6.h}. */
    public static final int IPPROTO_IPV6 = 41;
    /** Whether an IPv6 socket keeps to IPv6. */
    public static final int IPV6_V6ONLY = 26;

    /** Sends no more. */
    public static final int SHUT_WR = 1;
    /** Neither sends nor receives any more. */
    public static final int SHUT_RDWR = 2;

    static final int SOCK_NONBLOCK = 0x800;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int MSG_CMSG_CLOEXEC = 0x4000_0000;
    /** {@code sizeof(struct sockaddr_storage)}. */
    private static final int LONGEST_NAME = 128;

    /** Makes a socket, always with {@code SOCK_CLOEXEC}. */
    public static Fd socket(int domain, int type, int protocol, String subject) throws SyscallException {
        long fd = Syscall.call(SyscallNumber.SOCKET, subject, domain, type | SOCK_CLOEXEC, protocol);
        return new Fd((int) fd, subject);
    }

    /** Sets an option of type int. */
    public static void setOption(Fd socket, String subject, int level, int option, int value) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocateFrom(JAVA_INT, value);
            Syscall.call(
                    SyscallNumber.SETSOCKOPT,
                    subject,
                    socket.number(),
                    level,
                    option,
                    number.address(),
                    number.byteSize());
        }
    }

    /** An option of type int. */
    public static int option(Fd socket, String subject, int level, int option) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(JAVA_INT);
            option(socket, subject, level, option, number);
            return number.get(JAVA_INT, 0);
        }
    }

    /** Reads an option into a segment; how many bytes of it were filled. */
    public static int option(Fd socket, String subject, int level, int option, MemorySegment into)
            throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment length = arena.allocateFrom(JAVA_INT, (int) into.byteSize());
            Syscall.call(
                    SyscallNumber.GETSOCKOPT,
                    subject,
                    socket.number(),
                    level,
                    option,
                    into.address(),
                    length.address());
            return length.get(JAVA_INT, 0);
        }
    }

    /** The cookie of the network namespace that a socket of any family belongs to, since Linux 5.14. */
    public static long networkCookie(Fd socket, String subject) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment cookie = arena.allocate(JAVA_LONG);
            option(socket, subject, SOL_SOCKET, SO_NETNS_COOKIE, cookie);
            return cookie.get(JAVA_LONG, 0);
        }
    }

    /** Sends no more, receives no more, or both: {@link #SHUT_WR} and its like. */
    public static void shutdown(Fd socket, String subject, int how) throws SyscallException {
        Syscall.call(SyscallNumber.SHUTDOWN, subject, socket.number(), how);
    }

    /** Binds to an address, a {@code struct sockaddr} of some family. */
    public static void bind(Fd socket, String subject, byte[] address) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, address);
            Syscall.call(SyscallNumber.BIND, subject, socket.number(), bytes.address(), bytes.byteSize());
        }
    }

    /** Listens, with room for so many connections that nobody has accepted yet. */
    public static void listen(Fd socket, String subject, int backlog) throws SyscallException {
        Syscall.call(SyscallNumber.LISTEN, subject, socket.number(), backlog);
    }

    /** The address that the socket is bound to, a {@code struct sockaddr} of its family. */
    public static byte[] name(Fd socket, String subject) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(LONGEST_NAME, Long.BYTES);
            MemorySegment length = arena.allocateFrom(JAVA_INT, LONGEST_NAME);
            Syscall.call(SyscallNumber.GETSOCKNAME, subject, socket.number(), bytes.address(), length.address());
            return bytes.asSlice(0, length.get(JAVA_INT, 0)).toArray(JAVA_BYTE);
        }
    }

    /** Binds to the wildcard address of a family and a port in host order. */
    public static void bindWildcard(Fd socket, String subject, int family, int port) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            // struct sockaddr_in and sockaddr_in6 begin alike, and the wildcard address of both is zeros.
            MemorySegment address = arena.allocate(family == AF_INET ? 16 : 28, Integer.BYTES);
            address.set(JAVA_SHORT, 0, (short) family);
            address.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) port);
            Syscall.call(SyscallNumber.BIND, subject, socket.number(), address.address(), address.byteSize());
        }
    }

    /** Sends a datagram to where the socket is connected, the kernel for an unconnected netlink socket. */
    public static void send(Fd socket, String subject, MemorySegment datagram) throws SyscallException {
        Syscall.call(SyscallNumber.SENDTO, subject, socket.number(), datagram.address(), datagram.byteSize(), 0, 0, 0);
    }

    /** Waits for a datagram; its length. */
    public static long receive(Fd socket, String subject, MemorySegment into, int flags) throws SyscallException {
        while (true) {
            try {
                return Syscall.call(
                        SyscallNumber.RECVFROM, subject, socket.number(), into.address(), into.byteSize(), flags, 0, 0);
            } catch (SyscallException refused) {
                if (!refused.errno().equals(Errno.EINTR)) {
                    throw refused;
                }
            }
        }
    }

    private Sockets() {}
}
