package dev.berth.kernel.process;

import dev.berth.api.OwnerProcess;
import dev.berth.kernel.Accounts;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Life;
import dev.berth.kernel.ProcessTable;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Pidfd;
import dev.berth.kernel.unix.ProcessStat;
import dev.berth.kernel.unix.ProcessStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The processes of this Linux. Who has which socket open, the kernel's own iterator tells where it can be loaded, and
 * {@code /proc} where not, with equal answers. Safe for concurrent use.
 */
public final class LinuxProcessTable implements ProcessTable {
    private static final int INIT = 1;

    /** As a path that no cgroup has. */
    private static final String UNKNOWN_CGROUP = "?";

    private final Accounts accounts;
    private final ProcessReader reader;
    private final Sighting.Way way;

    /** A table that names users by these accounts. */
    public LinuxProcessTable(Accounts accounts) {
        this(accounts, LinuxProcessTable::theBestWay);
    }

    LinuxProcessTable(Accounts accounts, Sighting.Way way) {
        this.accounts = accounts;
        this.reader = new ProcessReader(accounts);
        this.way = way;
    }

    @Override
    public SocketOwners socketOwners() throws IOException {
        return new LinuxSocketOwners(way.look(), accounts);
    }

    @Override
    public Set<Long> ancestralSockets() throws IOException {
        return ancestralSockets((int) ProcessHandle.current().pid());
    }

    @Override
    public Set<Long> ancestralSockets(int pid) throws IOException {
        Set<Long> sockets = new HashSet<>();
        Set<Integer> closed = new HashSet<>();
        try (Descriptors descriptors = new Descriptors()) {
            OptionalInt process = OptionalInt.of(pid);
            while (process.isPresent() && process.getAsInt() > INIT) {
                if (!descriptors.of(process.getAsInt(), sockets::add)) {
                    closed.add(process.getAsInt());
                }
                process = ParentProcess.of(process.getAsInt());
            }
        }
        if (!closed.isEmpty()) {
            way.look().sockets().forEach((inode, owner) -> {
                if (closed.contains(owner)) {
                    sockets.add(inode);
                }
            });
        }
        return Set.copyOf(sockets);
    }

    @Override
    public Set<Long> groups(int pid) throws IOException {
        try {
            return ProcessStatus.read("/proc/" + pid + "/status").groups();
        } catch (IOException unreadable) {
            if (lives(pid, unreadable)) {
                throw unreadable;
            }
            return Set.of();
        }
    }

    @Override
    public boolean isAlive(Life process) throws IOException {
        try {
            ProcessStat now = ProcessStat.read(stat(process.pid()));
            return now.isAlive() && now.life().equals(process);
        } catch (IOException unreadable) {
            if (isShown(process.pid())) {
                throw unreadable;
            }
            return lives(process.pid(), unreadable);
        }
    }

    private static String stat(int pid) {
        return "/proc/" + pid + "/stat";
    }

    /** Tells whether {@code /proc} has a process for the caller. With {@code hidepid} it has not all that live. */
    private static boolean isShown(int pid) {
        return Files.exists(Path.of(stat(pid)));
    }

    /** Tells whether a process of this number lives, hidden or not; where nobody can tell, why it was asked. */
    private static boolean lives(int pid, IOException unreadable) throws IOException {
        try {
            return Pidfd.lives(pid);
        } catch (SyscallException nobodyCanTell) {
            unreadable.addSuppressed(nobodyCanTell);
            throw unreadable;
        }
    }

    @Override
    public Optional<Life> ancestor(Life descendant, int pid) throws IOException {
        OptionalInt process = OptionalInt.of(descendant.pid());
        while (process.isPresent() && process.getAsInt() > INIT && process.getAsInt() != pid) {
            process = ParentProcess.of(process.getAsInt());
        }
        if (pid <= INIT || !process.equals(OptionalInt.of(pid))) {
            return Optional.empty();
        }
        Optional<Life> found = life(pid);
        // Numbers are used again: one that began later is nobody's ancestor, and one of a dead process was nobody's.
        return isAlive(descendant)
                ? found.filter(life -> life.startTicks() <= descendant.startTicks())
                : Optional.empty();
    }

    private static Optional<Life> life(int pid) {
        try {
            ProcessStat now = ProcessStat.read(stat(pid));
            return now.isAlive() ? Optional.of(now.life()) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<OwnerProcess> find(Life process) throws IOException {
        if (!isAlive(process)) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(process.pid()));
        } catch (IOException unreadable) {
            if (isShown(process.pid()) && isAlive(process)) {
                throw unreadable;
            }
            return Optional.empty();
        }
    }

    @Override
    public OwnerProcess describe(int pid, String command, long uid, Optional<String> cgroup) {
        return reader.describe(pid, command, uid, cgroup.orElse(UNKNOWN_CGROUP));
    }

    @Override
    public boolean terminate(int pid, long socket, long patienceMillis) throws IOException {
        try (Pidfd process = Pidfd.open(pid)) {
            if (!has(pid, socket)) {
                return process.hasEnded(0);
            }
            process.terminate();
            return process.hasEnded(patienceMillis);
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ESRCH)) {
                return true;
            }
            throw refused;
        }
    }

    /** Of somebody else's process {@code /proc} tells only who has CAP_DAC_READ_SEARCH, which berthd has not. */
    private boolean has(int pid, long socket) throws IOException {
        AtomicBoolean found = new AtomicBoolean();
        boolean all;
        try (Descriptors descriptors = new Descriptors()) {
            all = descriptors.of(pid, inode -> found.compareAndSet(false, inode == socket));
        }
        if (all || found.get()) {
            return found.get();
        }
        Sighting sighting = way.look();
        if (Arrays.stream(sighting.sockets().processes(socket)).anyMatch(owner -> owner == pid)) {
            return true;
        }
        if (!sighting.whole()) {
            throw new SyscallException("readlinkat", Errno.EACCES, "/proc/" + pid + "/fd");
        }
        return false;
    }

    private static Sighting theBestWay() throws IOException {
        try {
            return Sighting.byIterator();
        } catch (UnsupportedException notHere) {
            return Sighting.byDescriptors();
        }
    }
}
