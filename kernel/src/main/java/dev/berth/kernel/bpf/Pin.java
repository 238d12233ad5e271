package dev.berth.kernel.bpf;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Fd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The guard's maps: the name of each pin, of the map in port_guard.bpf.c, and how large its values are. */
enum Pin {
    SLOTS("slots", Long.BYTES),
    /** Its file names the ABI of its entries, so that an upgrade can pin it beside the one of another. */
    RESERVATIONS("reservations", "reservations_" + Meta.ABI, ReservationStruct.SIZE),
    CLAIMS("claims", 65_536 / Byte.SIZE),
    ASSOCIATIONS("associations", Long.BYTES),
    ANCHORS("anchors", 2 * Long.BYTES),
    BOUND("bound", Integer.BYTES),
    MARKS("marks", 2 * Long.BYTES),
    REFUSALS("refusals", 0),
    REFUSAL_RATES("refusal_rates", 2 * Long.BYTES),
    /** The last one: a directory with this pin holds a whole guard. */
    BERTH_META("berth_meta", "meta", Meta.SIZE);

    private final String map;
    private final String file;
    private final int valueSize;

    Pin(String map, int valueSize) {
        this(map, map, valueSize);
    }

    Pin(String map, String file, int valueSize) {
        this.map = map;
        this.file = file;
        this.valueSize = valueSize;
    }

    String file() {
        return file;
    }

    /**
     * Opens the map of a guard that is pinned.
     *
     * @throws UnsupportedException if somebody has removed its pin
     */
    Fd open(Path directory) throws IOException {
        try {
            return Bpf.get(directory.resolve(file).toString());
        } catch (SyscallException refused) {
            if (!refused.errno().equals(Errno.ENOENT)) {
                throw refused;
            }
            throw new UnsupportedException(
                    "the guard in " + directory + " has lost its map " + file,
                    "run 'berth disable' and then 'berth restore', which loads a new one; runtime reservations end",
                    refused);
        }
    }

    /** The map's name in the object; {@code meta} alone would be nobody's in a list of all maps. */
    String map() {
        return map;
    }

    int valueSize() {
        return valueSize;
    }

    /**
     * A program and where it attaches.
     *
     * @param program its name in the object
     * @param attachType {@code enum bpf_attach_type}
     */
    record Hook(String program, int attachType) {
        /** In the order in which they are attached: whoever is let in is counted, and uncounted, from the start. */
        static final List<Hook> ALL = List.of(
                new Hook("berth_release", Bpf.BPF_CGROUP_INET_SOCK_RELEASE),
                new Hook("berth_post4", Bpf.BPF_CGROUP_INET4_POST_BIND),
                new Hook("berth_post6", Bpf.BPF_CGROUP_INET6_POST_BIND),
                new Hook("berth_bind4", Bpf.BPF_CGROUP_INET4_BIND),
                new Hook("berth_bind6", Bpf.BPF_CGROUP_INET6_BIND));

        /** The name of the pinned link. */
        String file() {
            return "link_" + program;
        }
    }
}
