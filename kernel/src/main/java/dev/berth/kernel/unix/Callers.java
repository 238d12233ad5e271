package dev.berth.kernel.unix;

import dev.berth.kernel.Caller;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Life;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who this is: the thread that asks, and its process. */
public final class Callers {
    /** {@code PROC_PID_INIT_INO} of {@code linux/proc_ns.h}. */
    private static final String FIRST_PID_NAMESPACE = "pid:[" + 0xEFFF_FFFCL + "]";
    /** {@code PROC_TIME_INIT_INO}. */
    private static final String FIRST_TIME_NAMESPACE = "time:[" + 0xEFFF_FFFAL + "]";

    private static final Path NAMESPACES = Path.of("/proc/thread-self/ns");

    /** The calling thread: capabilities, user and network namespace are a thread's own. */
    public static Caller current() throws IOException {
        long uid = Syscall.call(SyscallNumber.GETEUID, "this thread");
        return new Caller(life(), uid, missingCapabilities(), networkNamespace());
    }

    /** The capabilities that an administrator has and the calling thread lacks, by name. */
    public static List<String> missingCapabilities() throws IOException {
        return Capability.missing(Capget.effective());
    }

    /**
     * Tells whether the calling thread has CAP_SYS_ADMIN. An administrator of ports needs it to mount a BPF file system
     * and to see another guard among the BPF maps of the whole system, and for nothing else.
     */
    public static boolean isSystemAdministrator() throws IOException {
        return Capability.CAP_SYS_ADMIN.isIn(Capget.effective());
    }

    /** Tells whether the calling thread may load programs that look at the kernel: CAP_BPF and CAP_PERFMON. */
    public static boolean mayTrace() throws IOException {
        long effective = Capget.effective();
        return Capability.CAP_SYS_ADMIN.isIn(effective)
                || (Capability.CAP_BPF.isIn(effective) && Capability.CAP_PERFMON.isIn(effective));
    }

    /** Tells whether this process knows all others, and by the numbers that the kernel itself uses. */
    public static boolean isInFirstPidNamespace() throws IOException {
        return namespace("pid").equals(FIRST_PID_NAMESPACE);
    }

    /**
     * The process, as the kernel numbers it. {@link Life#NOBODY} in a pid namespace of its own, where its number is
     * another, and in a time namespace of its own, where its start is shifted.
     */
    public static Life life() throws IOException {
        Path time = NAMESPACES.resolve("time"); // since Linux 5.6
        boolean known = isInFirstPidNamespace()
                && (!Files.exists(time) || namespace("time").equals(FIRST_TIME_NAMESPACE));
        return known ? ProcessStat.read("/proc/self/stat").life() : Life.NOBODY;
    }

    /** The network namespace that sockets of the calling thread belong to. */
    public static NetworkNamespace networkNamespace() throws IOException {
        return new NetworkNamespace(networkCookie(), (Long) Files.getAttribute(NAMESPACES.resolve("net"), "unix:ino"));
    }

    /** The cookie of that namespace, for those who ask often. */
    public static long networkCookie() throws IOException {
        try (Fd socket = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0, "unix")) {
            return Sockets.networkCookie(socket, "SO_NETNS_COOKIE");
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOPROTOOPT)) {
                throw new UnsupportedException(
                        "this kernel does not number network namespaces", "use Linux 5.14 or later", refused);
            }
            throw refused;
        }
    }

    private static String namespace(String kind) throws IOException {
        return Files.readSymbolicLink(NAMESPACES.resolve(kind)).toString();
    }

    private Callers() {}
}
