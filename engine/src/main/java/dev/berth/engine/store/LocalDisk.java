package dev.berth.engine.store;

import dev.berth.kernel.Errno;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The file system of this machine. Safe for concurrent use. */
public final class LocalDisk implements Disk {
    /** File systems take the time from a clock that ticks, some a hundred times a second, few once in two. */
    private static final Duration TICK = Duration.ofSeconds(3);

    /** What a store fails with for a reason of its own; all else is a broken disk. */
    private static final List<Errno> TOLD_APART =
            List.of(Errno.ENOSPC, Errno.EDQUOT, Errno.EROFS, Errno.EPERM, Errno.EACCES);

    private final InstantSource clock;
    private final Function<Errno, String> words;

    /**
     * The file system of this machine.
     *
     * @param clock what files are stamped by
     * @param words what the C library calls an error, in the language of the process
     */
    public LocalDisk(InstantSource clock, Function<Errno, String> words) {
        this.clock = clock;
        this.words = words;
    }

    @Override
    public List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public byte[] read(Path file, int most) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return content.readNBytes(most + 1);
        }
    }

    @Override
    public Permission permission(Path path) throws IOException {
        return permission(Files.readAttributes(path, "unix:uid,mode"));
    }

    @Override
    public Status status(Path file) throws IOException {
        Instant now = clock.instant(); // before the look: what is changed after it is changed later
        Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,mode,fileKey,size,ctime");
        Instant changed = ((FileTime) attribute(attributes, "ctime")).toInstant();
        Stamp stamp = new Stamp(attribute(attributes, "fileKey"), (Long) attribute(attributes, "size"), changed);
        return new Status(
                permission(attributes), changed.plus(TICK).isBefore(now) ? Optional.of(stamp) : Optional.empty());
    }

    @Override
    public boolean isLink(Path path) {
        return Files.isSymbolicLink(path);
    }

    @Override
    public void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(directory);
        // Set afterwards: the mode given at creation is cut by the umask.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path above = directory.toAbsolutePath().getParent();
        if (above != null) {
            syncDirectory(above); // what is durable in it is worth nothing where it is not
        }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        wholly(() -> {
            try {
                writeNew(file, content);
            } catch (ClosedByInterruptException midway) {
                Files.delete(file);
                throw midway;
            }
        });
    }

    private static void writeNew(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        // Linux lets a directory be opened for reading like a file; fsync on it makes renames and unlinks durable.
        wholly(() -> {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        });
    }

    /** A step that can be done once more. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /**
     * Does a step that the interrupt of a thread would end: a channel is closed by it. What is half written could be neither
     * finished nor taken back by that thread, so the interrupt waits until it is done.
     */
    private static void wholly(Step step) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    step.run();
                    return;
                } catch (ClosedByInterruptException later) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Optional<Errno> error(String text) {
        return TOLD_APART.stream()
                .filter(error -> words.apply(error).equals(text))
                .findFirst();
    }

    private static Permission permission(Map<String, Object> attributes) {
        int uid = (Integer) attribute(attributes, "uid");
        int mode = (Integer) attribute(attributes, "mode");
        return new Permission(Integer.toUnsignedLong(uid), mode & 07777);
    }

    private static Object attribute(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }
}
