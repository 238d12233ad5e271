package dev.berth.kernel;

import java.io.Serializable;
import java.util.Map;

/**
 * An error number of the kernel, {@code errno(3)}. Compare by value; the name is for people.
 *
 * @param number the number, positive
 */
public record Errno(int number) implements Serializable {
    /** Operation not permitted. */
    public static final Errno EPERM = new Errno(1);
    /** No such file or directory; no such key, of a map. */
    public static final Errno ENOENT = new Errno(2);
    /** No such process. */
    public static final Errno ESRCH = new Errno(3);
    /** Interrupted by a signal. */
    public static final Errno EINTR = new Errno(4);
    /** Not a format that the kernel can execute. */
    public static final Errno ENOEXEC = new Errno(8);
    /** No such descriptor. */
    public static final Errno EBADF = new Errno(9);
    /** Try again. */
    public static final Errno EAGAIN = new Errno(11);
    /** Out of memory. */
    public static final Errno ENOMEM = new Errno(12);
    /** Permission denied. */
    public static final Errno EACCES = new Errno(13);
    /** Busy. */
    public static final Errno EBUSY = new Errno(16);
    /** File exists; key exists, of a map. */
    public static final Errno EEXIST = new Errno(17);
    /** No such device. */
    public static final Errno ENODEV = new Errno(19);
    /** Not a directory. */
    public static final Errno ENOTDIR = new Errno(20);
    /** Invalid argument. */
    public static final Errno EINVAL = new Errno(22);
    /** Too many open files in the system. */
    public static final Errno ENFILE = new Errno(23);
    /** Too many open files. */
    public static final Errno EMFILE = new Errno(24);
    /** No space left. */
    public static final Errno ENOSPC = new Errno(28);
    /** Read-only file system. */
    public static final Errno EROFS = new Errno(30);
    /** Nobody reads any more. */
    public static final Errno EPIPE = new Errno(32);
    /** The result does not fit. */
    public static final Errno ERANGE = new Errno(34);
    /** The kernel has no such call. */
    public static final Errno ENOSYS = new Errno(38);
    /** Nothing to tell. */
    public static final Errno ENODATA = new Errno(61);
    /** Not a socket. */
    public static final Errno ENOTSOCK = new Errno(88);
    /** No such option of a protocol. */
    public static final Errno ENOPROTOOPT = new Errno(92);
    /** Protocol not supported. */
    public static final Errno EPROTONOSUPPORT = new Errno(93);
    /** Operation not supported. */
    public static final Errno EOPNOTSUPP = new Errno(95);
    /** Address family not supported. */
    public static final Errno EAFNOSUPPORT = new Errno(97);
    /** Address already in use. */
    public static final Errno EADDRINUSE = new Errno(98);
    /** Cannot assign the address. */
    public static final Errno EADDRNOTAVAIL = new Errno(99);
    /** A connection was given up before it was accepted. */
    public static final Errno ECONNABORTED = new Errno(103);
    /** The other end closed with something of ours unread. */
    public static final Errno ECONNRESET = new Errno(104);
    /** No buffer space; of netlink, messages were lost. */
    public static final Errno ENOBUFS = new Errno(105);
    /** Timed out. */
    public static final Errno ETIMEDOUT = new Errno(110);
    /** Nobody listens. */
    public static final Errno ECONNREFUSED = new Errno(111);
    /** A handle to what is no longer there. */
    public static final Errno ESTALE = new Errno(116);
    /** Disk quota exceeded. */
    public static final Errno EDQUOT = new Errno(122);
    /** The kernel's own "not supported", which leaks out of some BPF calls. */
    public static final Errno ENOTSUPP = new Errno(524);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "EPERM"),
            Map.entry(2, "ENOENT"),
            Map.entry(3, "ESRCH"),
            Map.entry(4, "EINTR"),
            Map.entry(5, "EIO"),
            Map.entry(6, "ENXIO"),
            Map.entry(7, "E2BIG"),
            Map.entry(8, "ENOEXEC"),
            Map.entry(9, "EBADF"),
            Map.entry(11, "EAGAIN"),
            Map.entry(12, "ENOMEM"),
            Map.entry(13, "EACCES"),
            Map.entry(14, "EFAULT"),
            Map.entry(16, "EBUSY"),
            Map.entry(17, "EEXIST"),
            Map.entry(18, "EXDEV"),
            Map.entry(19, "ENODEV"),
            Map.entry(20, "ENOTDIR"),
            Map.entry(21, "EISDIR"),
            Map.entry(22, "EINVAL"),
            Map.entry(23, "ENFILE"),
            Map.entry(24, "EMFILE"),
            Map.entry(26, "ETXTBSY"),
            Map.entry(27, "EFBIG"),
            Map.entry(28, "ENOSPC"),
            Map.entry(30, "EROFS"),
            Map.entry(32, "EPIPE"),
            Map.entry(34, "ERANGE"),
            Map.entry(36, "ENAMETOOLONG"),
            Map.entry(37, "ENOLCK"),
            Map.entry(38, "ENOSYS"),
            Map.entry(39, "ENOTEMPTY"),
            Map.entry(40, "ELOOP"),
            Map.entry(61, "ENODATA"),
            Map.entry(75, "EOVERFLOW"),
            Map.entry(80, "ELIBBAD"),
            Map.entry(88, "ENOTSOCK"),
            Map.entry(90, "EMSGSIZE"),
            Map.entry(91, "EPROTOTYPE"),
            Map.entry(92, "ENOPROTOOPT"),
            Map.entry(93, "EPROTONOSUPPORT"),
            Map.entry(95, "EOPNOTSUPP"),
            Map.entry(97, "EAFNOSUPPORT"),
            Map.entry(98, "EADDRINUSE"),
            Map.entry(99, "EADDRNOTAVAIL"),
            Map.entry(100, "ENETDOWN"),
            Map.entry(103, "ECONNABORTED"),
            Map.entry(104, "ECONNRESET"),
            Map.entry(105, "ENOBUFS"),
            Map.entry(106, "EISCONN"),
            Map.entry(107, "ENOTCONN"),
            Map.entry(110, "ETIMEDOUT"),
            Map.entry(111, "ECONNREFUSED"),
            Map.entry(116, "ESTALE"),
            Map.entry(122, "EDQUOT"),
            Map.entry(524, "ENOTSUPP"));

    /** The C name, or {@code errno N}. */
    @Override
    public String toString() {
        return NAMES.getOrDefault(number, "errno " + number);
    }
}
