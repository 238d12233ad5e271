package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Fd;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The guard's programs and maps, loaded into the kernel and not yet pinned: closing it unloads them. */
final class GuardObject implements AutoCloseable {
    private static final String RESOURCE = "port_guard.bpf.o";
    /** The constants of the programs: {@code tasks_can_be_asked}, one byte. */
    private static final String CONSTANTS = ".rodata";

    private static final Path BTF = Path.of("/sys/kernel/btf/vmlinux");
    private static final int LOG_SIZE = 64 * 1024;

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
        Libbpf libbpf = Libbpf.open();
        byte[] bytes = read();
        try {
            return load(libbpf, bytes, maps, (byte) 1);
        } catch (UnsupportedException _) {
            // Some kernels have bpf_task_from_pid and keep it from cgroup programs: once more without. Void entries
            // are then swept by whoever holds the lock next. What is refused even so tells what is really missing.
            return load(libbpf, bytes, maps, (byte) 0);
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

    private static GuardObject load(Libbpf libbpf, byte[] bytes, Maps maps, byte tasksCanBeAsked) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment log = arena.allocate(LOG_SIZE);
            MemorySegment elf = arena.allocateFrom(JAVA_BYTE, bytes);
            MemorySegment object = libbpf.openMem(elf, OpenOptions.of(arena, "port_guard", log));
            GuardObject guard = new GuardObject(libbpf, object);
            try {
                for (Pin pin : Pin.values()) {
                    Optional<Fd> there = maps.find(pin);
                    if (there.isPresent()) {
                        try (Fd map = there.get()) {
                            libbpf.reuse(object, pin.map(), map);
                        }
                    }
                }
                libbpf.setInitialValue(object, CONSTANTS, arena.allocateFrom(JAVA_BYTE, tasksCanBeAsked));
                libbpf.load(object);
                return guard;
            } catch (SyscallException refused) {
                guard.close();
                throw explained(refused, log.getString(0));
            } catch (IOException | RuntimeException failed) {
                guard.close();
                throw failed;
            }
        }
    }

    private static IOException explained(SyscallException refused, String log) throws IOException {
        if (refused.errno().equals(Errno.EPERM)) {
            return refused; // privilege, which says nothing about the kernel
        }
        if (!isDescribed()) {
            return new UnsupportedException(
                    "this kernel does not describe its types: " + BTF + " is missing or empty",
                    "use a kernel with CONFIG_DEBUG_INFO_BTF=y, as those of the distributions are",
                    refused);
        }
        return new UnsupportedException(
                "this kernel refused the guard's programs (" + refused.errno() + lastWords(log) + ")",
                "run 'berth doctor' to see what it lacks",
                refused);
    }

    private static boolean isDescribed() throws IOException {
        return Files.exists(BTF) && Files.size(BTF) > 0;
    }

    /** What the verifier said last, without its statistics. */
    private static String lastWords(String log) {
        List<String> lines = log.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("processed ") && !line.startsWith("--"))
                .toList();
        return lines.isEmpty() ? "" : ": " + lines.getLast().strip();
    }

    private static byte[] read() {
        try (InputStream resource = GuardObject.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is not in this build");
            }
            return resource.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
