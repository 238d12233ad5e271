package dev.berth.kernel.bpf;

import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardHome;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The guard's pins in one directory. The pin of {@code meta} comes last and goes first: a directory without it holds no
 * guard, whatever else a crash has left there.
 */
public final class GuardDirectory implements GuardHome {
    /** Something that must be asked of the system each time: it may fail, and it may change. */
    public interface Asked<T> {
        /** Asks. */
        T ask() throws IOException;
    }

    private final Path directory;
    private final GuardLinks links;
    private final Asked<Path> cgroup;
    private final Asked<NetworkNamespace> namespace;
    private final int revision;
    private final GuardUpgrade upgrade;
    private final PinnedMeta meta;

    /**
     * A guard's place.
     *
     * @param directory where it is pinned
     * @param cgroup the cgroup that it attaches to, for its processes and those below it
     * @param namespace the network namespace of the calling thread
     */
    public GuardDirectory(Path directory, Asked<Path> cgroup, Asked<NetworkNamespace> namespace) {
        this(directory, cgroup, namespace, Meta.REVISION, _ -> {});
    }

    /**
     * A guard's place, for tests.
     *
     * @param revision what our programs are called
     * @param progress is told how far an upgrade has come
     */
    GuardDirectory(
            Path directory,
            Asked<Path> cgroup,
            Asked<NetworkNamespace> namespace,
            int revision,
            Consumer<GuardUpgrade.Step> progress) {
        this.directory = directory;
        links = new GuardLinks(directory);
        this.cgroup = cgroup;
        this.namespace = namespace;
        this.revision = revision;
        upgrade = new GuardUpgrade(directory, links, cgroup, revision, progress);
        meta = new PinnedMeta(directory, namespace);
    }

    @Override
    public Optional<Guard> open() throws IOException {
        return pinned().map(guard -> guard);
    }

    private Optional<PinnedGuard> pinned() throws IOException {
        Optional<Meta> known = meta.read();
        if (known.isPresent()) {
            meta.requireOurs(known.get());
        }
        return known.map(ours -> new PinnedGuard(directory, ours.namespace()));
    }

    @Override
    public Guard load() throws IOException {
        Optional<Meta> pinned = meta.read();
        if (pinned.isPresent()) {
            return whole(pinned.get());
        }
        NetworkNamespace here = namespace.ask();
        new BpfFileSystem(directory).prepare();
        try {
            unpin(); // what a crash has left; before looking for other guards, for it would pass for one
            OtherGuards.requireNone(here);
            attach(here);
        } catch (IOException | RuntimeException failed) {
            removeAfter(failed);
            throw failed;
        }
        return new PinnedGuard(directory, here);
    }

    @Override
    public boolean isLoaded(Guard guard) throws IOException {
        return guard instanceof PinnedGuard open
                && !open.isRetired()
                && open.isHere()
                && open.revision() >= revision
                && meta.isPinned(open.id())
                && links.lost().isEmpty();
    }

    /**
     * Another cgroup than the one that is asked for, to which the guard that is pinned is attached: a path, or a number where the
     * caller may not ask for that. Takes the right to look at what is pinned.
     */
    public Optional<String> elsewhere() throws IOException {
        return Files.isDirectory(directory) ? links.elsewhere(cgroup.ask()) : Optional.empty();
    }

    @Override
    public void remove() throws IOException {
        if (Files.isDirectory(directory)) {
            new BpfFileSystem(directory).requireTrusted(); // what others have put there is not ours to detach
            Optional<PinnedGuard> departing = departing();
            if (departing.isPresent()) {
                takeOut(departing.get());
            } else {
                unpin();
            }
            new BpfFileSystem(directory).remove();
        }
    }

    /** The guard that is pinned, with our programs or newer ones at all hooks. */
    private Guard whole(Meta known) throws IOException {
        boolean isFormer = known.abi() == FormerGuard.ABI;
        if (!isFormer) {
            meta.requireOurs(known);
        }
        requireNotElsewhere();
        if (isFormer) {
            upgrade.fromFormer();
        } else if (known.revision() < revision) {
            upgrade.fromOlder(known);
        } else {
            upgrade.tidy();
            attachLost(known.namespace());
        }
        PinnedGuard guard = new PinnedGuard(directory, known.namespace());
        try {
            guard.revive();
            return guard;
        } catch (IOException | RuntimeException failed) {
            guard.close();
            throw failed;
        }
    }

    /** Refuses a guard on another cgroup: what it keeps is not what is asked for. */
    private void requireNotElsewhere() throws IOException {
        Optional<String> elsewhere = elsewhere();
        if (elsewhere.isPresent()) {
            throw new UnsupportedException(
                    "the guard in " + directory + " is attached to cgroup " + elsewhere.get() + " and not to "
                            + cgroup.ask(),
                    "name that one with --cgroup or BERTH_CGROUP, or run 'berth disable' and then 'berth restore', which"
                            + " attaches it here; runtime reservations end");
        }
    }

    /** Attaches what the guard has lost, with the maps that it has. */
    private void attachLost(NetworkNamespace here) throws IOException {
        Path group = cgroup.ask();
        List<Pin.Hook> lost = links.lost(group);
        if (lost.isEmpty()) {
            return;
        }
        try (GuardObject object = GuardObject.load(pin -> Optional.of(pin.open(directory)));
                PinnedGuard guard = new PinnedGuard(directory, here)) {
            guard.revise(revision); // a newer Berth then sees that not all are its own
            links.attach(object, lost, group);
        }
    }

    private void attach(NetworkNamespace here) throws IOException {
        try (GuardObject object = GuardObject.load(pin -> Optional.empty())) {
            for (Pin pin : Pin.values()) {
                if (pin != Pin.BERTH_META) {
                    pin(object, pin);
                }
            }
            try (BpfMap map = new BpfMap(object.map(Pin.BERTH_META), Pin.BERTH_META.map(), Meta.SIZE)) {
                map.put(0, new Meta(Meta.ABI, revision, here, firstToken(), bootId(), 0).write());
            }
            links.attach(object, Pin.Hook.ALL, cgroup.ask());
            pin(object, Pin.BERTH_META);
        }
    }

    private void pin(GuardObject object, Pin pin) throws IOException {
        try (Fd map = object.map(pin)) {
            Bpf.pin(map, pin(pin.file()));
        }
    }

    private void unpin() throws IOException {
        Files.deleteIfExists(directory.resolve(Pin.BERTH_META.file()));
        links.remove();
        upgrade.unpin();
        for (Pin pin : Pin.values()) {
            Files.deleteIfExists(directory.resolve(pin.file()));
        }
    }

    /** The guard that can be told to others as departing; what cannot be read goes without a word. */
    private Optional<PinnedGuard> departing() throws IOException {
        try {
            return pinned();
        } catch (UnsupportedException unreadable) {
            return Optional.empty();
        }
    }

    private void takeOut(PinnedGuard departing) throws IOException {
        try (PinnedGuard guard = departing) {
            guard.retire();
            unpin();
            guard.depart();
        }
    }

    private void removeAfter(Exception failure) {
        try {
            remove();
        } catch (IOException | RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    /**
     * Tokens start at a random place, 31 bits of it above 2^32 numbers: one that a program has kept over a restart
     * names nothing.
     */
    private static long firstToken() throws IOException {
        return (uuid("uuid").getMostSignificantBits() & 0x7fff_ffff_0000_0000L) | 1;
    }

    private static UUID bootId() throws IOException {
        return uuid("boot_id");
    }

    private static UUID uuid(String name) throws IOException {
        return UUID.fromString(
                Files.readString(Path.of("/proc/sys/kernel/random", name)).strip());
    }

    private String pin(String file) {
        return directory.resolve(file).toString();
    }
}
