package dev.berth.kernel.unix;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** The file of a Unix socket: to be put there where none is, and to be taken away by who put it there. */
final class SocketFile {
    private static final int S_IFMT = 0170_000;
    private static final int S_IFSOCK = 0140_000;
    /** Leaves of 0777, as the kernel makes sockets, what is of use to everybody. */
    private static final int UMASK = 0111;

    private final Path path;
    private final String name;

    SocketFile(Path path) {
        this.path = path;
        this.name = path.toString();
    }

    /** Takes away a socket that nobody listens on. */
    void clear() throws IOException {
        try {
            int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            // Somebody else's file would refuse connections just like a socket that nobody listens on.
            if ((mode & S_IFMT) != S_IFSOCK) {
                throw new UnsupportedException(
                        "at " + name + " is something that is no socket", "take it away, or choose another path");
            }
            if (isServed()) {
                throw new UnsupportedException("somebody listens at " + name, "stop that, or choose another path");
            }
            Files.deleteIfExists(path);
        } catch (NoSuchFileException none) {
            Path directory = Objects.requireNonNullElse(path.toAbsolutePath().getParent(), path);
            if (!Files.isDirectory(directory)) {
                throw new UnsupportedException("there is no directory " + directory, "make it first", none);
            }
        }
    }

    /** Binds a socket there, for everybody to connect to from the first instant; which file that is. */
    FileIdentity bind(Fd socket) throws IOException {
        // The umask is the process's. A change of permissions afterwards would refuse who connects before it.
        long before = Syscall.call(SyscallNumber.UMASK, name, UMASK);
        try {
            new UnixAddress(name).bind(socket);
        } finally {
            Syscall.call(SyscallNumber.UMASK, name, before);
        }
        return FileIdentity.at(name).orElseThrow(() -> new SyscallException("bind", Errno.ENOENT, name));
    }

    /** Takes it away if it is still the one that was bound. */
    void remove(FileIdentity bound) {
        try {
            if (FileIdentity.at(name).filter(bound::equals).isPresent()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException unreachable) {
            // A file that nobody listens on refuses who connects, and the next one who listens there takes it away.
            System.getLogger(SocketFile.class.getName())
                    .log(System.Logger.Level.WARNING, "a socket is left at " + name, unreachable);
        }
    }

    private boolean isServed() throws SyscallException {
        try (Fd probe = Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM | Sockets.SOCK_NONBLOCK, 0, name)) {
            new UnixAddress(name).connect(probe);
            return true;
        } catch (SyscallException refused) {
            // Anything else is somebody's: a queue that is full, a socket of another type.
            return !refused.errno().equals(Errno.ECONNREFUSED)
                    && !refused.errno().equals(Errno.ENOENT);
        }
    }
}
