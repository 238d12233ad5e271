package dev.berth.kernel.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.api.EntryFilter;
import dev.berth.api.EntryState;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.SocketQuery;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.bpf.SocketOwnerIterator;
import dev.berth.kernel.linux.Question.Seen;
import dev.berth.kernel.netlink.LinuxSocketTable;
import dev.berth.kernel.sysctl.LinuxReservedPorts;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;

/** What sockets of this kernel can do and tell. */
final class SocketQuestions {
    /** So many automatic ports Berth leaves at least. */
    private static final int FEW = 1024;
    /** Not built in, built in and switched off, and what Linux before 5.6 answers. */
    private static final Set<Errno> NO_SUCH_SOCKETS =
            Set.of(Errno.EPROTONOSUPPORT, Errno.ENOPROTOOPT, Errno.EINVAL, Errno.EAFNOSUPPORT);

    static List<Question> all(KernelBtf kernel) {
        return List.of(
                new Question("automatic ports", SocketQuestions::automaticPorts),
                new Question("socket listing", SocketQuestions::listing),
                new Question("socket owners", SocketQuestions::owners),
                new Question("bound sockets", SocketQuestions::boundSockets),
                new Question("peer processes", SocketQuestions::peerProcesses),
                new Question("MPTCP", () -> mptcp(kernel)),
                new Question("IPv6", SocketQuestions::ipv6));
    }

    private static Seen automaticPorts() throws IOException {
        LinuxReservedPorts ports = new LinuxReservedPorts();
        PortBlock range = ports.automatic();
        int left = PortSet.of(range).minus(ports.read()).size();
        String detail = left + " of " + range.count() + " in " + range + " are left";
        return left >= FEW
                ? Seen.yes(detail)
                : Seen.limited(detail, "Widen net.ipv4.ip_local_port_range, or delete reservations inside it.");
    }

    private static Seen listing() throws IOException {
        try {
            for (Protocol pool : List.of(Protocol.TCP, Protocol.UDP)) {
                new LinuxSocketTable().count(new SocketQuery(pool, Set.of(EntryState.LISTEN), EntryFilter.ALL, false));
            }
            return Seen.yes("TCP and UDP, by sock_diag");
        } catch (UnsupportedException absent) {
            return Seen.limited(
                    "who holds a port cannot be named: " + absent.getMessage(), "Load the modules tcp_diag, udp_diag.");
        }
    }

    private static Seen owners() throws IOException {
        try {
            SocketOwnerIterator.probe();
            return Seen.yes("named by a BPF iterator");
        } catch (UnsupportedException notHere) {
            return Seen.limited(
                    "named by /proc, which takes longer where there are very many: " + notHere.getMessage(),
                    "Nothing, unless it takes too long.");
        }
    }

    private static Seen boundSockets() throws IOException {
        return new LinuxSocketTable().listsAll(Protocol.TCP)
                ? Seen.yes("listed")
                : Seen.limited(
                        "who has bound a port without listening is seen, and not named", "Use Linux 6.8 or later.");
    }

    private static Seen peerProcesses() throws IOException {
        try (Fd socket = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM, 0, "unix");
                Arena arena = Arena.ofConfined()) {
            MemorySegment pidfd = arena.allocate(JAVA_INT);
            MemorySegment length = arena.allocateFrom(JAVA_INT, Integer.BYTES);
            Syscall.call(
                    SyscallNumber.GETSOCKOPT,
                    "SO_PEERPIDFD",
                    socket.number(),
                    Sockets.SOL_SOCKET,
                    Sockets.SO_PEERPIDFD,
                    pidfd.address(),
                    length.address());
            throw new IOException("SO_PEERPIDFD names a peer where there is none");
        } catch (SyscallException refused) {
            // A kernel that knows the option complains of the missing peer.
            return refused.errno().equals(Errno.ENOPROTOOPT)
                    ? Seen.limited("berthd knows its peers by numbers, which are used again", "Use Linux 6.5 or later.")
                    : Seen.yes("known by descriptors, SO_PEERPIDFD");
        }
    }

    private static Seen mptcp(KernelBtf kernel) throws IOException {
        boolean made = makes(Sockets.AF_INET, Sockets.SOCK_STREAM, Sockets.IPPROTO_MPTCP, "mptcp");
        if (!made) {
            return Seen.limited("this kernel makes no MPTCP sockets", "Nothing, unless a program wants them.");
        }
        // Linux 5.19: the way from a subflow, which the guard sees, to the socket that carries the token.
        return kernel.get().hasEnumerator("BPF_FUNC_skc_to_mptcp_sock")
                ? Seen.yes("guarded, tokens included")
                : Seen.limited("a token on an MPTCP socket is not seen", "Use Linux 5.19 or later, or consumers.");
    }

    private static Seen ipv6() throws IOException {
        return makes(Sockets.AF_INET6, Sockets.SOCK_DGRAM, 0, "udp6")
                ? Seen.yes("guarded as IPv4 is")
                : Seen.limited("this kernel makes no IPv6 sockets", "Nothing: then there are none to guard.");
    }

    private static boolean makes(int domain, int type, int protocol, String subject) throws SyscallException {
        try (Fd socket = Sockets.socket(domain, type, protocol, subject)) {
            return socket.number() >= 0;
        } catch (SyscallException refused) {
            if (NO_SUCH_SOCKETS.contains(refused.errno())) {
                return false;
            }
            throw refused;
        }
    }

    private SocketQuestions() {}
}
