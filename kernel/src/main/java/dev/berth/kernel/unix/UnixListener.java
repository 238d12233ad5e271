package dev.berth.kernel.unix;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** A Unix stream socket that accepts, {@code unix(7)}, and never waits. Belongs to one thread. */
public final class UnixListener implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final int SO_ACCEPTCONN = 30;
    private static final int SO_OOBINLINE = 10;

    /** Whoever wanted to connect has given up, or a signal came: the next one may be there. */
    private static final Set<Errno> NOT_THIS_ONE = Set.of(Errno.EINTR, Errno.ECONNABORTED);

    private final Fd socket;
    private final String name;
    private final Ending ending;

    private UnixListener(Fd socket, String name, Ending ending) {
        this.socket = socket;
        this.name = name;
        this.ending = ending;
    }

    /** What is to be done before the socket is closed. */
    @FunctionalInterface
    private interface Ending {
        void of(UnixListener listener, Executor elsewhere) throws SyscallException;
    }

    /**
     * Listens at a path that everybody may connect to; who gets there, its directory decides. A socket that nobody listens
     * on any more is taken away first. The caller sees to it that no other process does the same at the same time.
     *
     * @throws UnsupportedException if the directory is not there, if somebody listens there, or something else is there
     */
    public static UnixListener at(Path path) throws IOException {
        SocketFile file = new SocketFile(path);
        file.clear();
        Fd socket = socket(path.toString());
        try {
            FileIdentity bound = file.bind(socket);
            listen(socket, path.toString());
            return new UnixListener(socket, path.toString(), (listener, elsewhere) -> {
                file.remove(bound); // while it is served, so that nobody has put another one there
                listener.dismiss(elsewhere);
            });
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    /**
     * Listens at an abstract name, which is no file and which everybody in the network namespace may connect to.
     *
     * @param name with {@code @} before it, as it is usually written
     * @throws SyscallException {@code EADDRINUSE} if somebody has it
     */
    public static UnixListener abstractly(String name) throws SyscallException {
        if (!name.startsWith("@")) {
            throw new IllegalArgumentException("an abstract name begins with @: " + name);
        }
        Fd socket = socket(name);
        try {
            new UnixAddress(name).bind(socket);
            listen(socket, name);
            return new UnixListener(socket, name, UnixListener::dismiss);
        } catch (SyscallException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    /**
     * Takes over a socket that somebody else has made to listen, such as systemd.
     *
     * @param socket which is closed where it cannot be used
     * @throws UnsupportedException if it is none that accepts streams
     */
    public static UnixListener inherited(Fd socket) throws IOException {
        String name = "an inherited socket";
        try {
            Optional<SocketDescription> description = SocketDescription.of(socket);
            boolean accepts = description.isPresent()
                    && description.get().domain() == Sockets.AF_UNIX
                    && description.get().type() == Sockets.SOCK_STREAM
                    && Sockets.option(socket, name, Sockets.SOL_SOCKET, SO_ACCEPTCONN) != 0;
            if (!accepts) {
                throw new UnsupportedException(
                        "descriptor " + socket.number() + " is no Unix stream socket that listens",
                        "hand over one as ListenStream= of a systemd socket unit makes it");
            }
            Fcntl.unblock(socket, name);
            return new UnixListener(socket, name, (listener, elsewhere) -> {}); // it is not ours to end
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    /** The next connection; empty if there is none. */
    public Optional<UnixStream> accept() throws SyscallException {
        while (true) {
            try {
                long accepted = Syscall.call(
                        SyscallNumber.ACCEPT4,
                        name,
                        socket.number(),
                        0,
                        0,
                        Sockets.SOCK_NONBLOCK | Sockets.SOCK_CLOEXEC);
                return Optional.of(stream(new Fd((int) accepted, "a connection to " + name)));
            } catch (SyscallException refused) {
                if (refused.errno().equals(Errno.EAGAIN)) {
                    return Optional.empty();
                }
                if (!NOT_THIS_ONE.contains(refused.errno())) {
                    throw refused;
                }
            }
        }
    }

    /**
     * What is sent out of band is received as everything else, descriptors included: else the kernel, passing by it, would
     * close them within {@code recvmsg}.
     */
    private UnixStream stream(Fd accepted) throws SyscallException {
        try {
            Sockets.setOption(accepted, name, Sockets.SOL_SOCKET, SO_OOBINLINE, 1);
            return new UnixStream(accepted);
        } catch (SyscallException impossible) {
            accepted.close();
            throw impossible;
        }
    }

    /** The descriptor, to be waited for. */
    public Fd fd() {
        return socket;
    }

    /** Listens no more, takes away its file unless it is another's meanwhile, and closes who waits. Idempotent. */
    @Override
    public void close() {
        close(Runnable::run);
    }

    /** As {@link #close()}; what may take long is done {@code elsewhere}, see {@link UnixStream#close(Executor)}. */
    public void close(Executor elsewhere) {
        if (socket.isClosed()) {
            return;
        }
        try {
            ending.of(this, elsewhere);
        } catch (SyscallException nobodyLeft) {
            // EINVAL: it listens no more, and everybody who had connected was accepted.
        } finally {
            socket.close();
        }
    }

    /** Nobody can connect any more, and who has and was not accepted is closed. */
    private void dismiss(Executor elsewhere) throws SyscallException {
        Sockets.shutdown(socket, name, Sockets.SHUT_RDWR);
        for (Optional<UnixStream> next = accept(); next.isPresent(); next = accept()) {
            next.get().close(elsewhere);
        }
    }

    private static Fd socket(String name) throws SyscallException {
        return Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_STREAM | Sockets.SOCK_NONBLOCK, 0, name);
    }

    private static void listen(Fd socket, String name) throws SyscallException {
        Sockets.listen(socket, name, BACKLOG);
    }
}
