package dev.berth.kernel.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The BTF of the running kernel, some megabytes, read once and when first asked for. Belongs to one thread. */
final class KernelBtf {
    static final Path FILE = Path.of("/sys/kernel/btf/vmlinux");

    private Optional<Btf> read = Optional.empty();

    /** Something empty hides it in some containers. */
    boolean isThere() throws IOException {
        return Files.exists(FILE) && Files.size(FILE) > 0;
    }

    Btf get() throws IOException {
        if (!isThere()) {
            throw new NoSuchFileException(FILE + " would tell and is not there");
        }
        if (read.isEmpty()) {
            read = Optional.of(Btf.read(FILE));
        }
        return read.get();
    }
}
