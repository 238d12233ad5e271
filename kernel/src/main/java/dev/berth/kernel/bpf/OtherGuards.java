package dev.berth.kernel.bpf;

import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Fd;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** Looks through the maps of the whole system for the guard of another instance. */
final class OtherGuards {
    /** Refuses a second guard for a namespace: the two would fight over the list of reserved ports. */
    static void requireNone(NetworkNamespace here) throws IOException {
        for (OptionalInt id = Bpf.nextMapId(0); id.isPresent(); id = Bpf.nextMapId(id.getAsInt())) {
            Optional<Fd> map = Bpf.mapOf(id.getAsInt());
            if (map.isPresent()) {
                try (Fd fd = map.get()) {
                    requireNotOf(here, fd, id.getAsInt());
                }
            }
        }
    }

    private static void requireNotOf(NetworkNamespace here, Fd map, int id) throws IOException {
        Bpf.MapInfo info = Bpf.info(map, "map " + id);
        if (!info.name().equals(Pin.BERTH_META.map()) || info.valueSize() < Meta.SIZE) {
            return;
        }
        // Not closed: the descriptor is the caller's.
        @SuppressWarnings("resource")
        BpfMap meta = new BpfMap(map, info.name(), info.valueSize());
        if (Meta.read(meta.get(0).orElseThrow()).namespace().cookie() == here.cookie()) {
            throw new UnsupportedException(
                    "another guard, with BPF map " + id + ", keeps the ports of network namespace " + here + " already",
                    "use its --bpffs and --store, or run 'berth disable' with them first");
        }
    }

    private OtherGuards() {}
}
