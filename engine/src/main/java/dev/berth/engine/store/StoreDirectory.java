package dev.berth.engine.store;

import dev.berth.engine.store.StoreContents.Switch;
import dev.berth.kernel.Errno;
import dev.berth.kernel.Locks;
import dev.berth.kernel.Locks.Door;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directory of the store. Reading is safe for concurrent use; whoever changes anything holds the lock of
 * {@link #lockFile()}.
 */
public final class StoreDirectory {
    private static final String LOCK = ".lock";
    private static final String MARKER = ".disabled";
    private static final String TEMPORARY = ".tmp";
    private static final byte[] MARKER_TEXT =
            "Berth is disabled; 'berth restore' enables it.\n".getBytes(StandardCharsets.US_ASCII);

    private final Path directory;
    private final Disk disk;
    private final DiskFailure failure;
    private final ReadFiles known = new ReadFiles();

    /** The directory at a path, which need not be there. */
    public StoreDirectory(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
        failure = new DiskFailure(disk);
    }

    /** The file whose lock is held around every change. */
    public Path lockFile() {
        return directory.resolve(LOCK);
    }

    /**
     * Opens the lock's file, which is made where there is none.
     *
     * @throws SyscallException {@link Errno#ENOENT} if a purge deletes the directory at this moment
     */
    public Door door(Locks locks) throws IOException {
        try {
            return locks.door(lockFile());
        } catch (SyscallException refused) {
            if (refused.errno().equals(Errno.ENOENT)) {
                throw refused;
            }
            throw failure.of("opening", lockFile(), refused);
        }
    }

    /** Tells whether the lock's file is there: it is from the first change to a purge. */
    public boolean hasLock() {
        return Files.exists(lockFile());
    }

    /** Tells whether the caller may make changes: in the directory, or make it where it is missing. */
    public boolean isWritable() {
        Path there = directory.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return Files.isWritable(there);
    }

    /**
     * Makes the directory if it is missing.
     *
     * @throws UnsupportedException if somebody other than root can write to it
     */
    public void make() throws IOException {
        try {
            disk.makeDirectory(directory);
            requireRootOnly();
        } catch (UnsupportedException untrusted) {
            throw untrusted;
        } catch (IOException failed) {
            throw failure.of("making the store", directory, failed);
        }
    }

    /**
     * Reads everything; nothing at all if there is no directory.
     *
     * @throws UnsupportedException if somebody other than root can write to the directory
     */
    public StoreContents read() throws IOException {
        return read(_ -> {});
    }

    /** The same, after removing what an interrupted write left behind. */
    public StoreContents sweepAndRead() throws IOException {
        return read(names -> {
            for (String name : names) {
                if (isTemporary(name)) {
                    delete(name);
                }
            }
        });
    }

    /** What is done to the files that are there before they are read. */
    @FunctionalInterface
    private interface Tidying {
        void of(List<String> names) throws IOException;
    }

    private StoreContents read(Tidying first) throws IOException {
        try {
            requireRootOnly();
            List<String> names = disk.names(directory);
            first.of(names);
            Switch wanted = names.contains(MARKER) ? Switch.DISABLED : Switch.ENABLED;
            return new StoreReading(directory, disk, known).contents(names, wanted);
        } catch (NoSuchFileException _) {
            return StoreContents.empty();
        } catch (UnsupportedException | StoreFailedException said) {
            throw said;
        } catch (IOException failed) {
            throw failure.of("reading the store", directory, failed);
        }
    }

    /** Records one, durably: when this returns it is there whatever happens. */
    public void write(Stored stored) throws IOException {
        writeDurably(stored.fileName().text(), StoreFormat.encode(stored));
    }

    /** Writes what {@link #publish} makes a record of, durably, under a name that no reader looks at. */
    public void prepare(Stored stored) throws IOException {
        prepare(stored.fileName().text(), StoreFormat.encode(stored));
    }

    /** Records what was prepared, durably, in one step. */
    public void publish(Stored stored) throws IOException {
        publish(stored.fileName().text());
    }

    /** Removes what was prepared; no matter if there is nothing. */
    public void discard(Stored stored) throws IOException {
        delete(temporary(stored.fileName().text()));
    }

    /** Deletes the record, durably; no matter if there is none. */
    public void delete(Stored stored) throws IOException {
        deleteDurably(stored.fileName().text());
    }

    /** Marks Berth as disabled, durably. */
    public void markDisabled() throws IOException {
        writeDurably(MARKER, MARKER_TEXT);
    }

    /** Takes {@link #markDisabled()} back, durably. */
    public void markEnabled() throws IOException {
        deleteDurably(MARKER);
    }

    /**
     * Removes every file of Berth's and then the directory. The lock goes last; whoever waits for it finds it gone.
     *
     * @return why the directory stays, as the end of a sentence; empty where it is gone, or somebody makes a new store of it already
     */
    public Optional<String> removeAll() throws IOException {
        List<String> foreign = names().stream().filter(name -> !isOurs(name)).toList();
        for (String name : names()) {
            // The marker outlasts the records: an interrupted purge must not look like an enabled store.
            if (isOurs(name) && !name.equals(LOCK) && !name.equals(MARKER)) {
                delete(name);
            }
        }
        sync("deleting", directory);
        delete(MARKER);
        delete(LOCK);
        if (!foreign.isEmpty()) {
            return Optional.of(" for the sake of what is not Berth's: " + String.join(", ", foreign));
        }
        try {
            disk.delete(directory);
        } catch (DirectoryNotEmptyException anew) {
            return Optional.empty(); // somebody waited for the lock
        } catch (FileSystemException kept) {
            return Optional.of(", empty, as it cannot be deleted: " + kept.getReason()); // such as a mount point
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private void writeDurably(String name, byte[] content) throws IOException {
        prepare(name, content);
        publish(name);
    }

    private void prepare(String name, byte[] content) throws IOException {
        Path temporary = directory.resolve(temporary(name));
        cleanly(name, () -> {
            disk.delete(temporary);
            disk.write(temporary, content);
        });
    }

    private void publish(String name) throws IOException {
        cleanly(name, () -> {
            disk.rename(directory.resolve(temporary(name)), directory.resolve(name));
            disk.syncDirectory(directory);
        });
    }

    /** A part of writing a file. */
    @FunctionalInterface
    private interface Part {
        void run() throws IOException;
    }

    /** Leaves nothing under the temporary name of a file where a part of writing it fails. */
    private void cleanly(String name, Part part) throws IOException {
        try {
            part.run();
        } catch (IOException failed) {
            StoreFailedException refused = failure.of("writing", directory.resolve(name), failed);
            try {
                disk.delete(directory.resolve(temporary(name)));
            } catch (IOException alsoFailed) {
                refused.addSuppressed(alsoFailed);
            }
            throw refused;
        }
    }

    private void deleteDurably(String name) throws IOException {
        delete(name);
        sync("deleting", directory.resolve(name));
    }

    private void sync(String doing, Path path) throws IOException {
        try {
            disk.syncDirectory(directory);
        } catch (IOException failed) {
            throw failure.of(doing, path, failed);
        }
    }

    private void delete(String name) throws IOException {
        Path path = directory.resolve(name);
        try {
            disk.delete(path);
        } catch (IOException failed) {
            throw failure.of("deleting", path, failed);
        }
    }

    private List<String> names() throws IOException {
        try {
            return disk.names(directory);
        } catch (IOException failed) {
            throw failure.of("reading the store", directory, failed);
        }
    }

    private void requireRootOnly() throws IOException {
        Disk.Permission permission = disk.permission(directory);
        if (!permission.rootOnly()) {
            throw new UnsupportedException(
                    "the store " + directory + " belongs to user " + permission.uid() + " with mode "
                            + Integer.toOctalString(permission.mode()) + ", so that others than root can change it",
                    "run 'chown root:root " + directory + " && chmod 755 " + directory + "'");
        }
    }

    private static String temporary(String name) {
        return "." + name + TEMPORARY;
    }

    private static boolean isTemporary(String name) {
        return name.startsWith(".") && name.endsWith(TEMPORARY);
    }

    private static boolean isOurs(String name) {
        return FileName.parse(name).isPresent() || isTemporary(name) || name.equals(LOCK) || name.equals(MARKER);
    }
}
