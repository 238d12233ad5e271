package dev.berth.kernel.unix;

import java.util.Locale;

/**
 * The system calls that Berth makes, with their numbers on each architecture: {@code asm/unistd_64.h} on x86-64,
 * {@code asm-generic/unistd.h} on arm64 and riscv64. The constants keep the kernel's spelling.
 */
public enum SyscallNumber {
    ACCEPT4("accept4", 288, 242),
    BIND("bind", 49, 200),
    BPF("bpf", 321, 280),
    CAPGET("capget", 125, 90),
    CLOCK_GETTIME("clock_gettime", 228, 113),
    CLOSE("close", 3, 57),
    CLOSE_RANGE("close_range", 436, 436),
    CONNECT("connect", 42, 203),
    EPOLL_CREATE1("epoll_create1", 291, 20),
    EPOLL_CTL("epoll_ctl", 233, 21),
    EPOLL_PWAIT("epoll_pwait", 281, 22),
    EVENTFD2("eventfd2", 290, 19),
    EXECVE("execve", 59, 221),
    FCNTL("fcntl", 72, 25),
    FLOCK("flock", 73, 32),
    GETDENTS64("getdents64", 217, 61),
    GETEUID("geteuid", 107, 175),
    GETSOCKNAME("getsockname", 51, 204),
    GETSOCKOPT("getsockopt", 55, 209),
    GETTID("gettid", 186, 178),
    KCMP("kcmp", 312, 272),
    IOCTL("ioctl", 16, 29),
    LISTEN("listen", 50, 201),
    MEMBARRIER("membarrier", 324, 283),
    MMAP("mmap", 9, 222),
    MOUNT("mount", 165, 40),
    MUNMAP("munmap", 11, 215),
    OPENAT("openat", 257, 56),
    OPEN_BY_HANDLE_AT("open_by_handle_at", 304, 265),
    PIDFD_GETFD("pidfd_getfd", 438, 438),
    PIDFD_OPEN("pidfd_open", 434, 434),
    PIDFD_SEND_SIGNAL("pidfd_send_signal", 424, 424),
    PPOLL("ppoll", 271, 73),
    PRCTL("prctl", 157, 167),
    PREAD64("pread64", 17, 67),
    PWRITE64("pwrite64", 18, 68),
    READ("read", 0, 63),
    READLINKAT("readlinkat", 267, 78),
    RECVFROM("recvfrom", 45, 207),
    RECVMSG("recvmsg", 47, 212),
    RT_SIGACTION("rt_sigaction", 13, 134),
    RT_SIGPROCMASK("rt_sigprocmask", 14, 135),
    SCHED_GETSCHEDULER("sched_getscheduler", 145, 120),
    SCHED_SETSCHEDULER("sched_setscheduler", 144, 119),
    SENDMSG("sendmsg", 46, 211),
    SENDTO("sendto", 44, 206),
    SETNS("setns", 308, 268),
    SETSOCKOPT("setsockopt", 54, 208),
    SHUTDOWN("shutdown", 48, 210),
    SOCKET("socket", 41, 198),
    STATX("statx", 332, 291),
    TGKILL("tgkill", 234, 131),
    UMASK("umask", 95, 166),
    UMOUNT2("umount2", 166, 39),
    WRITE("write", 1, 64);

    private static final boolean GENERIC = isGeneric(System.getProperty("os.arch"));

    private final String function;
    private final int x8664;
    private final int generic;

    SyscallNumber(String function, int x8664, int generic) {
        this.function = function;
        this.x8664 = x8664;
        this.generic = generic;
    }

    /** The C name, for messages. */
    String function() {
        return function;
    }

    /** The number on this machine. */
    int here() {
        return GENERIC ? generic : x8664;
    }

    /** The number on an architecture. */
    int on(String architecture) {
        return isGeneric(architecture) ? generic : x8664;
    }

    /** Tells whether the architecture uses the generic table; refuses one that is not known, rather than guess. */
    static boolean isGeneric(String architecture) {
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> false;
            case "aarch64", "riscv64" -> true;
            default ->
                throw new IllegalStateException(
                        "Berth knows the system calls of amd64, aarch64 and riscv64, not of " + architecture);
        };
    }
}
