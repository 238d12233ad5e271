package dev.berth.daemon;

import dev.berth.kernel.Errno;
import dev.berth.kernel.Locks.Held;
import dev.berth.kernel.Locks.LockedException;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.InheritedSocket;
import dev.berth.kernel.unix.UnixListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds where to listen: on what the service manager hands over, or else on a socket of one's own. */
final class Listening {
    private final Settings settings;
    private final Opened opened;
    private final Log log;
    /** Abstract names that somebody else has. */
    private final List<String> taken = new ArrayList<>();

    /**
     * The sockets of a berthd.
     *
     * @param opened closes what is opened here
     */
    Listening(Settings settings, Opened opened, Log log) {
        this.settings = settings;
        this.opened = opened;
        this.log = log;
    }

    /** Where clients come in. */
    UnixListener main() throws IOException {
        List<InheritedSocket> inherited = InheritedSocket.all(settings.environment());
        inherited.forEach(socket -> opened.add(socket.fd()));
        return inherited.isEmpty() ? own(settings.socket()) : handedOver(inherited);
    }

    /**
     * Where clients of the portserver protocol come in. An abstract name is whoever's who binds it first, anybody's on the
     * machine: where somebody else has it, that is said, and everybody is served but those who ask there.
     */
    List<UnixListener> portservers() throws IOException {
        List<UnixListener> listeners = new ArrayList<>();
        for (String name : settings.portservers()) {
            if (!name.startsWith("@")) {
                listeners.add(own(Path.of(name)));
                continue;
            }
            Optional<UnixListener> listener = abstractly(name);
            listener.ifPresent(listeners::add);
            if (listener.isEmpty()) {
                taken.add(name);
                log.say("somebody else listens on " + name
                        + ": who asks for ports there is not answered by berthd until"
                        + " that ends; nobody can take a path, such as --portserver "
                        + settings.socket().resolveSibling("portserver.sock"));
            }
        }
        return listeners;
    }

    /** Where they come in from now on, as a name that somebody else had is free. */
    List<UnixListener> freed() throws IOException {
        List<UnixListener> listeners = new ArrayList<>();
        for (String name : List.copyOf(taken)) {
            Optional<UnixListener> listener = abstractly(name);
            if (listener.isPresent()) {
                taken.remove(name);
                listeners.add(listener.get());
                log.say("serving on " + name);
            }
        }
        return listeners;
    }

    private Optional<UnixListener> abstractly(String name) throws SyscallException {
        try {
            return Optional.of(opened.add(UnixListener.abstractly(name)));
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.EADDRINUSE)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private UnixListener handedOver(List<InheritedSocket> inherited) throws IOException {
        if (inherited.size() > 1) {
            throw new UnsupportedException(
                    "the service manager hands over " + inherited.size() + " sockets",
                    "leave one ListenStream= in berthd.socket; for portserver clients there is --portserver");
        }
        return opened.add(UnixListener.inherited(inherited.getFirst().fd()));
    }

    private UnixListener own(Path socket) throws IOException {
        Path directory = Objects.requireNonNull(socket.toAbsolutePath().getParent(), "a socket lies in a directory");
        if (!Files.exists(directory) && Files.isDirectory(directory.resolveSibling("."))) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        Optional<String> objection = RootsFile.objectionToDirectory(directory);
        if (objection.isPresent()) {
            throw new UnsupportedException(
                    "who puts another socket in place of " + socket + " would be asked for ports: " + objection.get(),
                    "or choose another place");
        }
        Path lock = socket.resolveSibling(socket.getFileName() + ".lock");
        try {
            Held held = settings.kernel().locks().exclusive(lock, Duration.ZERO);
            opened.add(held);
        } catch (LockedException locked) {
            throw new UnsupportedException(
                    "another berthd serves on " + socket + " (" + locked.getMessage() + ")",
                    "stop that, or choose another socket",
                    locked);
        }
        return opened.add(UnixListener.at(socket));
    }
}
