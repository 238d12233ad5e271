package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A compiled file of programs that was committed with their source.
 *
 * @param resource the file
 * @param name what libbpf is to call it
 * @param whose whose programs these are, with an apostrophe, for sentences
 */
record ObjectFile(String resource, String name, String whose) {
    private static final Path BTF = Path.of("/sys/kernel/btf/vmlinux");
    private static final int LOG_SIZE = 64 * 1024;
    /** These say nothing about the kernel: privilege, memory, descriptors, and a load that signals kept interrupting. */
    private static final Set<Errno> OF_THE_MOMENT =
            Set.of(Errno.EPERM, Errno.ENOMEM, Errno.EMFILE, Errno.ENFILE, Errno.EAGAIN);

    /** What happens between reading the file and loading its programs. */
    interface Preparation {
        void prepare(Arena arena, MemorySegment object) throws IOException;
    }

    /**
     * Loads the programs into the kernel; the object is the caller's to close. What the preparation throws is thrown as it is.
     *
     * @throws UnsupportedException if the kernel refuses them, except for lack of privilege, of memory or of descriptors
     */
    MemorySegment load(Libbpf libbpf, Preparation preparation) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment log = arena.allocate(LOG_SIZE);
            MemorySegment elf = arena.allocateFrom(JAVA_BYTE, read());
            MemorySegment object = libbpf.openMem(resource, elf, OpenOptions.of(arena, name, log));
            try {
                preparation.prepare(arena, object);
                load(libbpf, object, log);
                return object;
            } catch (IOException | RuntimeException failed) {
                libbpf.close(object);
                throw failed;
            }
        }
    }

    private void load(Libbpf libbpf, MemorySegment object, MemorySegment log) throws IOException {
        try {
            libbpf.load(resource, object);
        } catch (SyscallException refused) {
            throw explained(refused, log.getString(0));
        }
    }

    /** What a refusal means. */
    IOException explained(SyscallException refused, String log) throws IOException {
        if (OF_THE_MOMENT.contains(refused.errno())) {
            return refused;
        }
        if (!isDescribed()) {
            return new UnsupportedException(
                    "this kernel does not describe its types: " + BTF + " is missing or empty",
                    "use a kernel with CONFIG_DEBUG_INFO_BTF=y, as those of the distributions are",
                    refused);
        }
        return new UnsupportedException(
                "this kernel refused " + whose + " programs (" + refused.errno() + lastWords(log) + ")",
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

    private byte[] read() {
        try (InputStream file = ObjectFile.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is not in this build");
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
