package dev.berth.kernel.bpf;

import static dev.berth.kernel.bpf.BpfObjects.MAPS;

import dev.berth.kernel.Errno;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Fd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/** Looks through the maps of the whole system for the guard of another instance. */
final class OtherGuards {
    /** A guard that was just detached keeps its maps until the kernel has seen every processor pass. */
    private static final Duration LINGERING = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(10);

    /** What a guard says about itself has never been more than a page, of whatever ABI. */
    private static final int LARGEST = 4096;

    /** Refuses a second guard for a namespace: the two would fight over the list of reserved ports. */
    static void requireNone(NetworkNamespace here) throws IOException {
        long giveUp = System.nanoTime() + LINGERING.toNanos();
        OptionalInt other = find(here);
        // Who is interrupted would wait for nothing, and walk through all maps without a pause.
        while (other.isPresent()
                && System.nanoTime() < giveUp
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            other = find(here);
        }
        if (other.isPresent()) {
            throw new UnsupportedException(
                    "another guard, with BPF map " + other.getAsInt() + ", keeps the ports of network namespace " + here
                            + " already",
                    "use its --bpffs and --store, or run 'berth disable' with them first");
        }
    }

    /** The id of a {@code berth_meta} map that speaks of the namespace. */
    private static OptionalInt find(NetworkNamespace here) throws IOException {
        try {
            return search(here);
        } catch (SyscallException refused) {
            if (!refused.errno().equals(Errno.EPERM)) {
                throw refused;
            }
            // Only CAP_SYS_ADMIN may look through the maps of the system, and an administrator of ports need not have
            // it: then two guards of one namespace are his to avoid.
            return OptionalInt.empty();
        }
    }

    private static OptionalInt search(NetworkNamespace here) throws IOException {
        for (OptionalInt id = MAPS.after(0); id.isPresent(); id = MAPS.after(id.getAsInt())) {
            Optional<Fd> map = MAPS.open(id.getAsInt());
            if (map.isPresent()) {
                try (Fd fd = map.get()) {
                    if (keeps(here, fd)) {
                        return id;
                    }
                }
            }
        }
        return OptionalInt.empty();
    }

    private static boolean keeps(NetworkNamespace here, Fd map) throws IOException {
        Bpf.MapInfo info = Bpf.info(map, "a BPF map");
        if (!isLikeOurs(info)) {
            return false;
        }
        Optional<ByteBuffer> bytes = read(map, info);
        if (bytes.isEmpty()) {
            return false;
        }
        Meta known = Meta.read(bytes.get());
        // An engine keeps the maps open until it notices, even where somebody has removed the pins by hand.
        return known.namespace().cookie() == here.cookie()
                && !MetaMemory.isDeparted(known.changes())
                && BpfObjects.isUsedOnCgroups(info.id());
    }

    /**
     * Tells whether it is a map that a Berth may have made. Anybody can call his by any name, and what is not of our kind is not
     * read: its keys may be longer, and of some types the kernel copies a value for each processor.
     */
    private static boolean isLikeOurs(Bpf.MapInfo info) {
        return info.name().equals(Pin.BERTH_META.map())
                && info.type() == Bpf.BPF_MAP_TYPE_ARRAY
                && info.keySize() == Integer.BYTES
                && info.maxEntries() == 1
                && info.valueSize() >= FormerGuard.META_SIZE
                && info.valueSize() <= LARGEST;
    }

    /** What it holds; empty where its maker lets nobody read it, as no Berth does. */
    private static Optional<ByteBuffer> read(Fd map, Bpf.MapInfo info) throws IOException {
        // Not closed: the descriptor is the caller's.
        @SuppressWarnings("resource")
        BpfMap meta = new BpfMap(map, info.name(), info.valueSize());
        try {
            return meta.get(0);
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.EPERM)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private OtherGuards() {}
}
