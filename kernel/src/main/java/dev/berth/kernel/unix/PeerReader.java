package dev.berth.kernel.unix;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a connected Unix socket who is at its other end. */
final class PeerReader {
    /** {@code struct ucred}. */
    static final StructLayout UCRED =
            structLayout(JAVA_INT.withName("pid"), JAVA_INT.withName("uid"), JAVA_INT.withName("gid"));

    private static final int SO_PEERCRED = 17;
    private static final int SO_PEERGROUPS = 59;
    private static final String SUBJECT = "the process at the other end";

    /** The process has ended and nobody waits for it any more. */
    private static final Set<Errno> GONE = Set.of(Errno.ESRCH, Errno.EINVAL, Errno.ENODATA);

    /** As most users have few groups, and nobody more than {@code NGROUPS_MAX}. */
    private static final int FEW_GROUPS = 32;

    private static final int MOST_GROUPS = 65_536;

    static Peer read(Fd socket) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment credentials = arena.allocate(UCRED);
            Sockets.option(socket, SUBJECT, Sockets.SOL_SOCKET, SO_PEERCRED, credentials);
            int pid = credentials.get(JAVA_INT, at("pid"));
            long gid = Integer.toUnsignedLong(credentials.get(JAVA_INT, at("gid")));
            Set<Long> groups = new HashSet<>(supplementary(socket));
            groups.add(gid);
            // The accepted end belongs where the connecting one was made, whatever namespace listens: the kernel makes
            // it when somebody connects, unix_stream_connect(), since SO_NETNS_COOKIE is there.
            long cookie = Sockets.networkCookie(socket, SUBJECT);
            return new Peer(
                    pid,
                    Integer.toUnsignedLong(credentials.get(JAVA_INT, at("uid"))),
                    gid,
                    groups,
                    process(socket, pid),
                    cookie);
        }
    }

    /**
     * The process, by the socket itself, since Linux 6.5. Before that by its number, which a later process may have taken
     * over if the first one ended within the instant since it connected.
     */
    private static Optional<Pidfd> process(Fd socket, int pid) throws SyscallException {
        try {
            int pidfd = Sockets.option(socket, SUBJECT, Sockets.SOL_SOCKET, Sockets.SO_PEERPIDFD);
            return Optional.of(new Pidfd(new Fd(pidfd, SUBJECT), pid));
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOPROTOOPT)) {
                return byNumber(pid);
            }
            if (GONE.contains(refused.errno())) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    static Optional<Pidfd> byNumber(int pid) throws SyscallException {
        try {
            return pid == 0 ? Optional.empty() : Optional.of(Pidfd.open(pid));
        } catch (SyscallException refused) {
            if (GONE.contains(refused.errno())) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static List<Long> supplementary(Fd socket) throws SyscallException {
        try {
            return supplementary(socket, FEW_GROUPS);
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ERANGE)) {
                return supplementary(socket, MOST_GROUPS);
            }
            throw refused;
        }
    }

    private static List<Long> supplementary(Fd socket, int most) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment groups = arena.allocate(JAVA_INT, most);
            long length = Sockets.option(socket, SUBJECT, Sockets.SOL_SOCKET, SO_PEERGROUPS, groups);
            return Arrays.stream(groups.asSlice(0, length).toArray(JAVA_INT))
                    .mapToObj(Integer::toUnsignedLong)
                    .toList();
        }
    }

    private static long at(String field) {
        return UCRED.byteOffset(PathElement.groupElement(field));
    }

    private PeerReader() {}
}
