package dev.berth.engine.store;

import dev.berth.kernel.Errno;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the store asks of a file system, each call one step that can fail by itself; a test may stand in for it. The
 * errors are those of {@link java.nio.file.Files}.
 */
public interface Disk {
    /** The names in a directory, sorted; empty if there is no such directory. */
    List<String> names(Path directory) throws IOException;

    /** The content of a file, cut off one byte past {@code most}. */
    byte[] read(Path file, int most) throws IOException;

    /** Who may change a file or directory; links are followed. */
    Permission permission(Path path) throws IOException;

    /** What there is to know about a file without reading it; links are followed. */
    Status status(Path file) throws IOException;

    /** Tells whether a path is that of a link, wherever it leads. */
    boolean isLink(Path path) throws IOException;

    /** Makes a directory, and those above it that are missing, mode 0755. No matter if it is there. */
    void makeDirectory(Path directory) throws IOException;

    /** Writes a new file, mode 0644, and waits until its content is durable. */
    void write(Path file, byte[] content) throws IOException;

    /** Gives a file another name in its directory, in one step; a file that has that name is replaced. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file, or an empty directory. No matter if there is none. */
    void delete(Path path) throws IOException;

    /** Waits until the names in a directory are durable. */
    void syncDirectory(Path directory) throws IOException;

    /**
     * The error of the kernel that a failure's text stands for, where that can be told. {@code java.nio.file} keeps the number
     * to itself for most errors, and gives the C library's words, in the language of the process.
     */
    Optional<Errno> error(String text);

    /**
     * A file as it is at the moment.
     *
     * @param permission who may change it
     * @param stamp what changes with its content; empty where a change in this moment might not show
     */
    record Status(Permission permission, Optional<Stamp> stamp) {}

    /**
     * What is another one after each change of a file.
     *
     * @param identity which file it is
     * @param size how many bytes it has
     * @param changed when it was changed, its owner and mode included
     */
    record Stamp(Object identity, long size, Instant changed) {}

    /**
     * Who may change a file or directory.
     *
     * @param uid its owner
     * @param mode its permission bits, such as 0644
     */
    record Permission(long uid, int mode) {
        private static final int WRITABLE_BY_OTHERS = 0022;

        /** Tells whether nobody but root can change it. */
        public boolean rootOnly() {
            return uid == 0 && (mode & WRITABLE_BY_OTHERS) == 0;
        }
    }
}
