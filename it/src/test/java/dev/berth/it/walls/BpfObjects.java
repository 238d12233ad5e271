package dev.berth.it.walls;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Links, programs and maps that hung on the cgroups of tests: {@code bpf(2)} tells whether they are still alive. */
final class BpfObjects {
    private static final Set<Integer> LINKS = new ConcurrentSkipListSet<>();
    private static final Set<Integer> PROGRAMS = new ConcurrentSkipListSet<>();
    private static final Set<Integer> MAPS = new ConcurrentSkipListSet<>();

    private static final int PROG_GET_FD_BY_ID = 13;
    private static final int MAP_GET_FD_BY_ID = 14;
    private static final int OBJ_GET_INFO_BY_FD = 15;
    private static final int LINK_GET_FD_BY_ID = 30;
    private static final int LINK_GET_NEXT_ID = 31;
    private static final int LINK_TYPE_CGROUP = 3;
    private static final int MOST_MAPS = 64;

    /** Remembers what is attached to a cgroup; answers how many links that was. */
    static int remember(long cgroup) throws SyscallException {
        int links = 0;
        for (Optional<Integer> id = nextLink(0); id.isPresent(); id = nextLink(id.get())) {
            try (Fd link = open(LINK_GET_FD_BY_ID, id.get())) {
                MemorySegment info = info(link, Arena.ofAuto());
                // struct bpf_link_info: type 0, id 4, prog_id 8, cgroup.cgroup_id 16
                if (info.get(JAVA_INT, 0) == LINK_TYPE_CGROUP && info.get(JAVA_LONG, 16) == cgroup) {
                    links++;
                    LINKS.add(id.get());
                    rememberProgram(info.get(JAVA_INT, 8));
                }
            } catch (SyscallException gone) {
                requireGone(gone);
            }
        }
        return links;
    }

    /** What of it is still alive, by kind and id. */
    static List<String> alive() throws SyscallException {
        List<String> alive = new ArrayList<>();
        addAlive(alive, "link", LINK_GET_FD_BY_ID, LINKS);
        addAlive(alive, "program", PROG_GET_FD_BY_ID, PROGRAMS);
        addAlive(alive, "map", MAP_GET_FD_BY_ID, MAPS);
        return alive;
    }

    private static void rememberProgram(int id) throws SyscallException {
        PROGRAMS.add(id);
        try (Fd program = open(PROG_GET_FD_BY_ID, id);
                Arena arena = Arena.ofConfined()) {
            // struct bpf_prog_info: nr_map_ids 52, map_ids 56
            MemorySegment ids = arena.allocate(JAVA_INT, MOST_MAPS);
            MemorySegment info = arena.allocate(256, Long.BYTES);
            info.set(JAVA_INT, 52, MOST_MAPS);
            info.set(JAVA_LONG, 56, ids.address());
            fill(program, info);
            for (int i = 0; i < info.get(JAVA_INT, 52); i++) {
                MAPS.add(ids.getAtIndex(JAVA_INT, i));
            }
        }
    }

    private static void addAlive(List<String> alive, String kind, int command, Set<Integer> ids)
            throws SyscallException {
        for (int id : ids) {
            try (Fd object = open(command, id)) {
                alive.add("BPF " + kind + " " + id + " is alive (" + object.number() + ")");
            } catch (SyscallException gone) {
                requireGone(gone);
            }
        }
    }

    private static void requireGone(SyscallException refused) throws SyscallException {
        if (!refused.errno().equals(Errno.ENOENT)) {
            throw refused;
        }
    }

    private static Optional<Integer> nextLink(int id) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(12, Long.BYTES);
            attr.set(JAVA_INT, 0, id);
            bpf(LINK_GET_NEXT_ID, "after link " + id, attr);
            return Optional.of(attr.get(JAVA_INT, 4));
        } catch (SyscallException last) {
            requireGone(last);
            return Optional.empty();
        }
    }

    private static Fd open(int command, int id) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(12, Long.BYTES);
            attr.set(JAVA_INT, 0, id);
            return new Fd((int) bpf(command, "id " + id, attr), "BPF id " + id);
        }
    }

    private static MemorySegment info(Fd object, Arena arena) throws SyscallException {
        MemorySegment info = arena.allocate(256, Long.BYTES);
        fill(object, info);
        return info;
    }

    private static void fill(Fd object, MemorySegment info) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(16, Long.BYTES);
            attr.set(JAVA_INT, 0, object.number());
            attr.set(JAVA_INT, 4, (int) info.byteSize());
            attr.set(JAVA_LONG, 8, info.address());
            bpf(OBJ_GET_INFO_BY_FD, "fd " + object.number(), attr);
        }
    }

    private static long bpf(int command, String subject, MemorySegment attr) throws SyscallException {
        return Syscall.call(SyscallNumber.BPF, subject, command, attr.address(), attr.byteSize());
    }

    private BpfObjects() {}
}
