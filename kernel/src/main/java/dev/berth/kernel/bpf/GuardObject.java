package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Fd;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** The guard's programs and maps, loaded into the kernel and not yet pinned: closing it unloads them. */
final class GuardObject implements AutoCloseable {
    private static final ObjectFile FILE = new ObjectFile("port_guard.bpf.o", "port_guard", "the guard's");
    /** The constants of the programs: {@code tasks_can_be_asked}, one byte. */
    private static final String CONSTANTS = ".rodata";

    private final Libbpf libbpf;
    private final MemorySegment object;

    private GuardObject(Libbpf libbpf, MemorySegment object) {
        this.libbpf = libbpf;
        this.object = object;
    }

    /** Where a map is to be found that is there already. */
    interface Maps {
        /** The map; empty to make a new one. */
        Optional<Fd> find(Pin pin) throws IOException;
    }

    /** Loads the committed object, with maps that are there already or new ones. */
    static GuardObject load(Maps maps) throws IOException {
        return load(FILE, maps);
    }

    /** Loads an object with such programs and maps. */
    static GuardObject load(ObjectFile file, Maps maps) throws IOException {
        Libbpf libbpf = Libbpf.open();
        try {
            return load(libbpf, file, maps, (byte) 1);
        } catch (UnsupportedException _) {
            // Some kernels have bpf_task_from_pid and keep it from cgroup programs: once more without. Void entries
            // are then swept by whoever holds the lock next. What is refused even so tells what is really missing.
            return load(libbpf, file, maps, (byte) 0);
        }
    }

    /** A map, as a descriptor of the caller's. */
    Fd map(Pin pin) throws SyscallException {
        return Fd.duplicate(libbpf.mapFd(object, pin.map()), pin.map());
    }

    /** A program, as a descriptor of the caller's. */
    Fd program(Pin.Hook hook) throws SyscallException {
        return Fd.duplicate(libbpf.programFd(object, hook.program()), hook.program());
    }

    @Override
    public void close() {
        libbpf.close(object);
    }

    private static GuardObject load(Libbpf libbpf, ObjectFile file, Maps maps, byte tasksCanBeAsked)
            throws IOException {
        return new GuardObject(libbpf, file.load(libbpf, (arena, object) -> {
            for (Pin pin : Pin.values()) {
                Optional<Fd> there = maps.find(pin);
                if (there.isPresent()) {
                    try (Fd map = there.get()) {
                        libbpf.reuse(object, pin.map(), map);
                    }
                }
            }
            libbpf.setInitialValue(object, CONSTANTS, arena.allocateFrom(JAVA_BYTE, tasksCanBeAsked));
        }));
    }
}
