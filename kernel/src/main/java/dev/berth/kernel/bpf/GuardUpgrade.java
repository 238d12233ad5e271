package dev.berth.kernel.bpf;

import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.bpf.GuardDirectory.Asked;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Membarrier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Replaces the programs of a pinned guard by ours without a gap: each hook has the old program or the new one at any
 * moment, and both know of every entry. The caller holds the lock, so that no entry is made meanwhile; that entries end
 * with their anchors, the programs go on to see to.
 *
 * <p>A guard of {@linkplain FormerGuard the former ABI} gets new maps for what has another shape. The rename of the new
 * {@code meta} over the old one is what counts: before it, the directory holds the old guard, whole, and an attempt that
 * has ended there is begun anew; from then on it holds the new one, which older Berths refuse by name, and whose revision
 * is {@value #UNFINISHED} until all hooks are its own, so that the next load goes on.
 */
final class GuardUpgrade {
    /** The revision of a guard whose hooks may still have the programs of another. */
    static final int UNFINISHED = 0;

    private static final String NEXT_META = "meta_next";

    /** How far it has come. */
    enum Step {
        /** Our programs are in the kernel, attached to nothing. */
        LOADED,
        /** Every entry is in the new map, too. */
        COPIED,
        /** The new maps are pinned beside the old ones. */
        PINNED,
        /** Whoever has the old guard open knows that it is no more. */
        RETIRED,
        /** The directory holds the new guard. */
        COMMITTED,
        /** One more hook has our program. */
        REPLACED,
        /** What has ended in the old guard has ended in the new one. */
        STRUCK,
        /** The guard says that its programs are ours. */
        REVISED
    }

    private final Path directory;
    private final GuardLinks links;
    private final Asked<Path> cgroup;
    private final int revision;
    private final Consumer<Step> progress;

    /**
     * An upgrade to our programs.
     *
     * @param cgroup where hooks are attached that the guard has lost
     * @param revision which programs they are
     * @param progress is told after each step
     */
    GuardUpgrade(Path directory, GuardLinks links, Asked<Path> cgroup, int revision, Consumer<Step> progress) {
        this.directory = directory;
        this.links = links;
        this.cgroup = cgroup;
        this.revision = revision;
        this.progress = progress;
    }

    /** Upgrades a guard of the former ABI. */
    void fromFormer() throws IOException {
        discard();
        try (GuardObject object = GuardObject.load(this::kept)) {
            progress.accept(Step.LOADED);
            prepare(object);
            progress.accept(Step.COMMITTED);
            finish(object, true);
        }
    }

    /** Upgrades a guard of our ABI with programs of an older revision, or goes on with an upgrade. */
    void fromOlder(Meta older) throws IOException {
        try (GuardObject object = GuardObject.load(pin -> Optional.of(pin.open(directory)))) {
            progress.accept(Step.LOADED);
            finish(object, older.revision() == UNFINISHED);
        }
    }

    /** Removes what an upgrade has left that was interrupted at its very end; of a guard of ours that is finished. */
    void tidy() throws IOException {
        Files.deleteIfExists(directory.resolve(FormerGuard.RESERVATIONS));
    }

    /** Removes all pins that only an upgrade makes. */
    void unpin() throws IOException {
        Files.deleteIfExists(directory.resolve(NEXT_META));
        Files.deleteIfExists(directory.resolve(FormerGuard.RESERVATIONS));
    }

    /** Removes what an upgrade has left that was interrupted before it counted; of a guard of the former ABI. */
    private void discard() throws IOException {
        Files.deleteIfExists(directory.resolve(NEXT_META));
        Files.deleteIfExists(directory.resolve(Pin.RESERVATIONS.file()));
    }

    /** Makes the new guard out of the old one, which goes on judging. What fails leaves that as it was. */
    private void prepare(GuardObject object) throws IOException {
        try (Fd map = Bpf.get(path(Pin.BERTH_META.file()));
                MetaMemory old = new MetaMemory(map)) {
            try {
                ByteBuffer meta = FormerGuard.meta(meta(map)); // before the entries: what ends from here on is struck
                copy(object);
                progress.accept(Step.COPIED);
                pin(object, Pin.RESERVATIONS, Pin.RESERVATIONS.file());
                put(object, meta);
                pin(object, Pin.BERTH_META, NEXT_META);
                progress.accept(Step.PINNED);
                old.retire();
                old.depart();
                progress.accept(Step.RETIRED);
                Files.move(
                        directory.resolve(NEXT_META),
                        directory.resolve(Pin.BERTH_META.file()),
                        StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException failed) {
                discard();
                if (old.isRetired()) {
                    old.revive();
                }
                throw failed;
            }
        }
    }

    private void finish(GuardObject object, boolean isOfFormer) throws IOException {
        Path group = cgroup.ask();
        List<Pin.Hook> lost = links.lost(group);
        for (Pin.Hook hook : Pin.Hook.ALL) {
            if (lost.contains(hook)) {
                links.attach(object, List.of(hook), group);
            } else {
                links.replace(object, hook);
            }
            progress.accept(Step.REPLACED);
        }
        try (Fd map = Bpf.get(path(Pin.BERTH_META.file()));
                MetaMemory meta = new MetaMemory(map)) {
            if (isOfFormer && Files.exists(directory.resolve(FormerGuard.RESERVATIONS))) {
                Membarrier.global(); // the old program for the last close may still be running somewhere
                meta.addEndings(strike());
                progress.accept(Step.STRUCK);
            }
            meta.revise(revision);
            progress.accept(Step.REVISED);
        }
        tidy();
    }

    /** The map that is used on; empty where ours has another shape. */
    private Optional<Fd> kept(Pin pin) throws IOException {
        if (pin == Pin.RESERVATIONS || pin == Pin.BERTH_META) {
            return Optional.empty();
        }
        Fd map = pin.open(directory);
        try {
            if (Bpf.info(map, pin.map()).valueSize() != pin.valueSize()) {
                throw new UnsupportedException(
                        "the map " + pin.map() + " of the guard in " + directory + " is not as Berth makes it",
                        "use the Berth that loaded it to disable it first");
            }
            return Optional.of(map);
        } catch (IOException failed) {
            map.close();
            throw failed;
        }
    }

    private void copy(GuardObject object) throws IOException {
        Map<Long, ByteBuffer> entries = new HashMap<>();
        try (BpfMap former = former();
                BpfMap ours = new BpfMap(
                        object.map(Pin.RESERVATIONS), Pin.RESERVATIONS.map(), Pin.RESERVATIONS.valueSize())) {
            former.each((token, entry) -> entries.put(token, FormerGuard.entry(entry)));
            for (Map.Entry<Long, ByteBuffer> entry : entries.entrySet()) {
                ours.put(entry.getKey(), entry.getValue());
            }
        }
    }

    /** Ends what has ended in the old map since it was copied; how many entries that were. */
    private long strike() throws IOException {
        List<Long> tokens = new ArrayList<>();
        long struck = 0;
        try (BpfMap former = former();
                BpfMap ours = new BpfMap(
                        Bpf.get(path(Pin.RESERVATIONS.file())), Pin.RESERVATIONS.map(), Pin.RESERVATIONS.valueSize())) {
            ours.each((token, _) -> tokens.add(token));
            for (long token : tokens) {
                if (former.get(token).isEmpty() && ours.delete(token)) {
                    struck++;
                }
            }
        }
        return struck;
    }

    private BpfMap former() throws IOException {
        return new BpfMap(
                Bpf.get(path(FormerGuard.RESERVATIONS)), FormerGuard.RESERVATIONS, FormerGuard.RESERVATION_SIZE);
    }

    private static ByteBuffer meta(Fd former) throws IOException {
        // Not closed: the descriptor is the caller's.
        @SuppressWarnings("resource")
        BpfMap map = new BpfMap(former, Pin.BERTH_META.map(), FormerGuard.META_SIZE);
        return map.get(0).orElseThrow().order(ByteOrder.nativeOrder());
    }

    private static void put(GuardObject object, ByteBuffer meta) throws IOException {
        try (BpfMap map = new BpfMap(object.map(Pin.BERTH_META), Pin.BERTH_META.map(), Meta.SIZE)) {
            map.put(0, meta);
        }
    }

    private void pin(GuardObject object, Pin pin, String file) throws IOException {
        try (Fd map = object.map(pin)) {
            Bpf.pin(map, path(file));
        }
    }

    private String path(String file) {
        return directory.resolve(file).toString();
    }
}
