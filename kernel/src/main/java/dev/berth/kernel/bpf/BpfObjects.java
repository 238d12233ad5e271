package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The BPF objects of the whole system, whoever they are of, by the kernel's numbers. Every call needs CAP_SYS_ADMIN; what comes or
 * goes meanwhile is among them or not.
 */
enum BpfObjects {
    /** {@code BPF_PROG_GET_NEXT_ID} and {@code BPF_PROG_GET_FD_BY_ID} of {@code linux/bpf.h}. */
    PROGRAMS("BPF_PROG_GET_", 11, 13),
    /** {@code BPF_MAP_GET_NEXT_ID} and {@code BPF_MAP_GET_FD_BY_ID}. */
    MAPS("BPF_MAP_GET_", 12, 14);

    /** A program uses at most so many, {@code MAX_USED_MAPS} of {@code linux/bpf_verifier.h}. */
    private static final int MOST_MAPS = 64;

    private static final StructLayout ID = MemoryLayout.structLayout(
            JAVA_INT.withName("start_id"), JAVA_INT.withName("next_id"), JAVA_INT.withName("open_flags"));
    /** The beginning of {@code struct bpf_prog_info}. */
    private static final StructLayout PROGRAM_INFO = MemoryLayout.structLayout(
            JAVA_INT.withName("type"),
            MemoryLayout.paddingLayout(48),
            JAVA_INT.withName("nr_map_ids"),
            JAVA_LONG.withName("map_ids"));
    /** Of these types are the guard's programs. */
    private static final Set<Integer> ON_CGROUPS =
            Set.of(Bpf.BPF_PROG_TYPE_CGROUP_SOCK, Bpf.BPF_PROG_TYPE_CGROUP_SOCK_ADDR);

    private final String commands;
    private final int next;
    private final int open;

    BpfObjects(String commands, int next, int open) {
        this.commands = commands;
        this.next = next;
        this.open = open;
    }

    /** The number of the first after this one, if there is any; 0 comes before all. */
    OptionalInt after(int id) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = attr(arena, id);
            Bpf.bpf(next, commands + "NEXT_ID", "after " + id, attr);
            return OptionalInt.of(attr.get(JAVA_INT, Bpf.at(ID, "next_id")));
        } catch (SyscallException end) {
            if (end.errno().equals(Errno.ENOENT)) {
                return OptionalInt.empty();
            }
            throw end;
        }
    }

    /** Opens one; empty if it has gone. */
    Optional<Fd> open(int id) throws SyscallException {
        String name = "BPF object " + id;
        try (Arena arena = Arena.ofConfined()) {
            return Optional.of(new Fd(Bpf.bpf(open, commands + "FD_BY_ID", name, attr(arena, id)), name));
        } catch (SyscallException gone) {
            if (gone.errno().equals(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw gone;
        }
    }

    /**
     * Tells whether a program is loaded that is made for the sockets of a cgroup and uses a map; what none uses decides
     * nothing, whoever has it open.
     */
    static boolean isUsedOnCgroups(int map) throws SyscallException {
        for (OptionalInt id = PROGRAMS.after(0); id.isPresent(); id = PROGRAMS.after(id.getAsInt())) {
            Optional<Fd> program = PROGRAMS.open(id.getAsInt());
            if (program.isPresent()) {
                try (Fd fd = program.get()) {
                    if (uses(fd, map)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean uses(Fd program, int map) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment maps = arena.allocate(JAVA_INT, MOST_MAPS);
            MemorySegment info = arena.allocate(PROGRAM_INFO);
            info.set(JAVA_INT, Bpf.at(PROGRAM_INFO, "nr_map_ids"), MOST_MAPS);
            info.set(JAVA_LONG, Bpf.at(PROGRAM_INFO, "map_ids"), maps.address());
            Bpf.info(arena, program, info, "a BPF program");
            if (!ON_CGROUPS.contains(info.get(JAVA_INT, Bpf.at(PROGRAM_INFO, "type")))) {
                return false;
            }
            int number = Math.min(info.get(JAVA_INT, Bpf.at(PROGRAM_INFO, "nr_map_ids")), MOST_MAPS);
            for (int i = 0; i < number; i++) {
                if (maps.getAtIndex(JAVA_INT, i) == map) {
                    return true;
                }
            }
            return false;
        }
    }

    private static MemorySegment attr(Arena arena, int id) {
        MemorySegment attr = arena.allocate(ID);
        attr.set(JAVA_INT, Bpf.at(ID, "start_id"), id);
        return attr;
    }
}
