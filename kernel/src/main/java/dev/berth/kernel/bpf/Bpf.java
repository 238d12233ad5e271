package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/**
 * {@code linux/bpf.h}: the commands of {@code bpf(2)} that Berth gives. One layout for each shape of {@code union
 * bpf_attr}, with C's field names; the size that is passed is the size that is filled.
 */
final class Bpf {
    static final int BPF_CGROUP_INET_SOCK_RELEASE = 34;
    static final int BPF_CGROUP_INET4_BIND = 8;
    static final int BPF_CGROUP_INET6_BIND = 9;
    static final int BPF_CGROUP_INET4_POST_BIND = 12;
    static final int BPF_CGROUP_INET6_POST_BIND = 13;
    private static final int BPF_TRACE_ITER = 28;

    static final int BPF_MAP_TYPE_ARRAY = 2;
    static final int BPF_PROG_TYPE_CGROUP_SOCK = 9;
    static final int BPF_PROG_TYPE_CGROUP_SOCK_ADDR = 18;

    private static final int BPF_MAP_LOOKUP_ELEM = 1;
    private static final int BPF_MAP_UPDATE_ELEM = 2;
    private static final int BPF_MAP_DELETE_ELEM = 3;
    private static final int BPF_OBJ_PIN = 6;
    private static final int BPF_OBJ_GET = 7;
    private static final int BPF_OBJ_GET_INFO_BY_FD = 15;
    private static final int BPF_MAP_LOOKUP_BATCH = 24;
    private static final int BPF_LINK_CREATE = 28;
    private static final int BPF_LINK_UPDATE = 29;
    private static final int BPF_ITER_CREATE = 33;
    private static final int BPF_LINK_DETACH = 34;
    private static final int BPF_OBJ_NAME_LEN = 16;

    private static final StructLayout MAP_ELEM = MemoryLayout.structLayout(
            JAVA_INT.withName("map_fd"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("key"),
            JAVA_LONG.withName("value"),
            JAVA_LONG.withName("flags"));

    // Asked for at every bind of a probe: finding an offset by its name takes as long as the call.
    private static final long MAP_ELEM_FD = at(MAP_ELEM, "map_fd");
    private static final long MAP_ELEM_KEY = at(MAP_ELEM, "key");
    private static final long MAP_ELEM_VALUE = at(MAP_ELEM, "value");

    private static final StructLayout BATCH = MemoryLayout.structLayout(
            JAVA_LONG.withName("in_batch"),
            JAVA_LONG.withName("out_batch"),
            JAVA_LONG.withName("keys"),
            JAVA_LONG.withName("values"),
            JAVA_INT.withName("count"),
            JAVA_INT.withName("map_fd"),
            JAVA_LONG.withName("elem_flags"),
            JAVA_LONG.withName("flags"));

    private static final StructLayout OBJ = MemoryLayout.structLayout(
            JAVA_LONG.withName("pathname"), JAVA_INT.withName("bpf_fd"), JAVA_INT.withName("file_flags"));
    private static final StructLayout INFO = MemoryLayout.structLayout(
            JAVA_INT.withName("bpf_fd"), JAVA_INT.withName("info_len"), JAVA_LONG.withName("info"));
    private static final StructLayout LINK_CREATE = MemoryLayout.structLayout(
            JAVA_INT.withName("prog_fd"),
            JAVA_INT.withName("target_fd"),
            JAVA_INT.withName("attach_type"),
            JAVA_INT.withName("flags"));
    private static final StructLayout LINK_UPDATE = MemoryLayout.structLayout(
            JAVA_INT.withName("link_fd"), JAVA_INT.withName("new_prog_fd"), JAVA_INT.withName("flags"));
    private static final StructLayout ITER_CREATE =
            MemoryLayout.structLayout(JAVA_INT.withName("link_fd"), JAVA_INT.withName("flags"));
    private static final StructLayout LINK_DETACH = MemoryLayout.structLayout(JAVA_INT.withName("link_fd"));
    private static final StructLayout LINK_INFO =
            MemoryLayout.structLayout(MemoryLayout.paddingLayout(16), JAVA_LONG.withName("cgroup_id"));
    private static final StructLayout MAP_INFO = MemoryLayout.structLayout(
            JAVA_INT.withName("type"),
            JAVA_INT.withName("id"),
            JAVA_INT.withName("key_size"),
            JAVA_INT.withName("value_size"),
            JAVA_INT.withName("max_entries"),
            JAVA_INT.withName("map_flags"),
            MemoryLayout.sequenceLayout(BPF_OBJ_NAME_LEN, JAVA_BYTE).withName("name"));

    /** Copies the value of a key; empty segments stay as they are when there is none. */
    static boolean lookup(Fd map, String name, MemorySegment key, MemorySegment value) throws SyscallException {
        return element(BPF_MAP_LOOKUP_ELEM, "BPF_MAP_LOOKUP_ELEM", map, name, key, value);
    }

    /** Inserts or replaces the value of a key. */
    static void update(Fd map, String name, MemorySegment key, MemorySegment value) throws SyscallException {
        if (!element(BPF_MAP_UPDATE_ELEM, "BPF_MAP_UPDATE_ELEM", map, name, key, value)) {
            throw new SyscallException("BPF_MAP_UPDATE_ELEM", Errno.ENOENT, name);
        }
    }

    /** Deletes a key; false if there was none. */
    static boolean delete(Fd map, String name, MemorySegment key) throws SyscallException {
        return element(BPF_MAP_DELETE_ELEM, "BPF_MAP_DELETE_ELEM", map, name, key, MemorySegment.NULL);
    }

    /**
     * Copies elements of a hash map, as many as fit, from where the last call of a walk stopped. The kernel goes from
     * bucket to bucket, so that what comes or goes meanwhile makes it neither miss nor repeat anything else.
     *
     * @param position 4 bytes for where it stopped; {@code isFirst} says that there is nothing in them yet
     * @param most how many keys and values there is room for
     */
    static Batch lookupBatch(
            Fd map,
            String name,
            MemorySegment position,
            boolean isFirst,
            MemorySegment keys,
            MemorySegment values,
            int most)
            throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(BATCH);
            attr.set(JAVA_LONG, at(BATCH, "in_batch"), isFirst ? 0 : position.address());
            attr.set(JAVA_LONG, at(BATCH, "out_batch"), position.address());
            attr.set(JAVA_LONG, at(BATCH, "keys"), keys.address());
            attr.set(JAVA_LONG, at(BATCH, "values"), values.address());
            attr.set(JAVA_INT, at(BATCH, "count"), most);
            attr.set(JAVA_INT, at(BATCH, "map_fd"), map.number());
            boolean isLast = false;
            try {
                bpf(BPF_MAP_LOOKUP_BATCH, "BPF_MAP_LOOKUP_BATCH", name, attr);
            } catch (SyscallException end) {
                if (!end.errno().equals(Errno.ENOENT)) {
                    throw end;
                }
                isLast = true;
            }
            return new Batch(attr.get(JAVA_INT, at(BATCH, "count")), isLast);
        }
    }

    /** How many elements were copied, and whether the walk has come to its end. */
    record Batch(int count, boolean isLast) {}

    /** Pins an object in a BPF file system. */
    static void pin(Fd object, String path) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(OBJ);
            attr.set(JAVA_LONG, at(OBJ, "pathname"), arena.allocateFrom(path).address());
            attr.set(JAVA_INT, at(OBJ, "bpf_fd"), object.number());
            bpf(BPF_OBJ_PIN, "BPF_OBJ_PIN", path, attr);
        }
    }

    /** Opens a pinned object. */
    static Fd get(String path) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(OBJ);
            attr.set(JAVA_LONG, at(OBJ, "pathname"), arena.allocateFrom(path).address());
            return new Fd(bpf(BPF_OBJ_GET, "BPF_OBJ_GET", path, attr), path);
        }
    }

    /** What a map is called and what it is like. */
    static MapInfo info(Fd map, String name) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = info(arena, map, MAP_INFO, name);
            return new MapInfo(
                    info.get(JAVA_INT, at(MAP_INFO, "type")),
                    info.get(JAVA_INT, at(MAP_INFO, "id")),
                    info.get(JAVA_INT, at(MAP_INFO, "key_size")),
                    info.get(JAVA_INT, at(MAP_INFO, "value_size")),
                    info.get(JAVA_INT, at(MAP_INFO, "max_entries")),
                    info.getString(at(MAP_INFO, "name")));
        }
    }

    /** {@code struct bpf_map_info}, as far as anybody asks. */
    record MapInfo(int type, int id, int keySize, int valueSize, int maxEntries, String name) {}

    /** Attaches a program to a cgroup; the attachment lives as long as the link. */
    static Fd link(Fd program, Fd cgroup, int attachType, String name) throws SyscallException {
        return link(program, cgroup.number(), attachType, name);
    }

    /** Makes a link of an iterator's program, by which {@link #iterator} can be had. */
    static Fd iteratorLink(Fd program, String name) throws SyscallException {
        return link(program, 0, BPF_TRACE_ITER, name);
    }

    /** Starts an iteration: what the program writes is read from the descriptor. */
    static Fd iterator(Fd link, String name) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(ITER_CREATE);
            attr.set(JAVA_INT, at(ITER_CREATE, "link_fd"), link.number());
            return new Fd(bpf(BPF_ITER_CREATE, "BPF_ITER_CREATE", name, attr), name);
        }
    }

    private static Fd link(Fd program, int target, int attachType, String name) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(LINK_CREATE);
            attr.set(JAVA_INT, at(LINK_CREATE, "prog_fd"), program.number());
            attr.set(JAVA_INT, at(LINK_CREATE, "target_fd"), target);
            attr.set(JAVA_INT, at(LINK_CREATE, "attach_type"), attachType);
            return new Fd(bpf(BPF_LINK_CREATE, "BPF_LINK_CREATE", name, attr), name);
        }
    }

    /** Puts another program into a link: whoever comes by meets the one or the other. */
    static void updateLink(Fd link, Fd program, String name) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(LINK_UPDATE);
            attr.set(JAVA_INT, at(LINK_UPDATE, "link_fd"), link.number());
            attr.set(JAVA_INT, at(LINK_UPDATE, "new_prog_fd"), program.number());
            bpf(BPF_LINK_UPDATE, "BPF_LINK_UPDATE", name, attr);
        }
    }

    /** The id of the cgroup that a link attaches its program to; 0 once the cgroup has gone or it was detached. */
    static long cgroupOf(Fd link, String name) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = info(arena, link, LINK_INFO, name);
            return info.get(JAVA_LONG, at(LINK_INFO, "cgroup_id"));
        }
    }

    /** Detaches a link's program at once, whoever else holds the link. */
    static void detach(Fd link, String name) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(LINK_DETACH);
            attr.set(JAVA_INT, 0, link.number());
            bpf(BPF_LINK_DETACH, "BPF_LINK_DETACH", name, attr);
        }
    }

    private static boolean element(
            int command, String commandName, Fd map, String name, MemorySegment key, MemorySegment value)
            throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(MAP_ELEM);
            attr.set(JAVA_INT, MAP_ELEM_FD, map.number());
            attr.set(JAVA_LONG, MAP_ELEM_KEY, key.address());
            attr.set(JAVA_LONG, MAP_ELEM_VALUE, value.address());
            bpf(command, commandName, name, attr);
            return true;
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                return false;
            }
            throw refused;
        }
    }

    private static MemorySegment info(Arena arena, Fd object, StructLayout layout, String name)
            throws SyscallException {
        MemorySegment info = arena.allocate(layout);
        info(arena, object, info, name);
        return info;
    }

    /** Fills in what is known of an object, of which some may be asked for by what is in it. */
    static void info(Arena arena, Fd object, MemorySegment info, String name) throws SyscallException {
        MemorySegment attr = arena.allocate(INFO);
        attr.set(JAVA_INT, at(INFO, "bpf_fd"), object.number());
        attr.set(JAVA_INT, at(INFO, "info_len"), (int) info.byteSize());
        attr.set(JAVA_LONG, at(INFO, "info"), info.address());
        bpf(BPF_OBJ_GET_INFO_BY_FD, "BPF_OBJ_GET_INFO_BY_FD", name, attr);
    }

    /** Gives any command. */
    static int bpf(int command, String name, String subject, MemorySegment attr) throws SyscallException {
        return (int) Syscall.call(SyscallNumber.BPF, name, subject, command, attr.address(), attr.byteSize());
    }

    static long at(StructLayout layout, String field) {
        return layout.byteOffset(MemoryLayout.PathElement.groupElement(field));
    }

    private Bpf() {}
}
