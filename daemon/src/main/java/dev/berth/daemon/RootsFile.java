package dev.berth.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that nobody but root can change, and therefore can be relied on; for a process of somebody else's, nobody but
 * that or root.
 */
final class RootsFile {
    private static final int WRITABLE_BY_OTHERS = 0022;
    /** In a directory like {@code /tmp}, others cannot put something else in a file's place. */
    private static final int STICKY = 01000;

    private static final int PERMISSIONS = 07777;
    private static final long ROOT = 0;

    private RootsFile() {}

    /**
     * Who can change a file or directory.
     *
     * @param uid its owner
     * @param mode its permission bits, such as 0644
     */
    record Permission(long uid, int mode) {}

    /**
     * Its bytes.
     *
     * @param most how many it may have
     * @throws IOException if it cannot be read or relied on; the message says why, and what to do
     */
    static byte[] read(Path file, int most) throws IOException {
        Path there = file.toRealPath();
        if (!Files.isRegularFile(there)) {
            throw new IOException("it is no file; name one");
        }
        requireReliable(there, 0);
        requireReliable(Objects.requireNonNull(there.getParent(), "a file lies in a directory"), STICKY);
        try (InputStream content = Files.newInputStream(there)) {
            byte[] bytes = content.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("it has more than " + most + " bytes; shorten it");
            }
            return bytes;
        }
    }

    /** Why others could put something else in place of what lies in a directory, if they could. */
    static Optional<String> objectionToDirectory(Path directory) throws IOException {
        return objection(
                directory,
                permission(directory),
                permission(Path.of("/proc/self")).uid(),
                0);
    }

    /**
     * Why a file or directory cannot be relied on, if it cannot.
     *
     * @param ours the user of this process
     * @param harmless a bit of the mode with which it does not matter that others can write
     */
    static Optional<String> objection(Path path, Permission permission, long ours, int harmless) {
        boolean foreign = permission.uid() != ROOT && permission.uid() != ours;
        boolean open = (permission.mode() & WRITABLE_BY_OTHERS) != 0 && (permission.mode() & harmless) == 0;
        return foreign || open
                ? Optional.of(path + " belongs to user " + permission.uid() + " with mode "
                        + Integer.toOctalString(permission.mode())
                        + ", so that others than root can change it; run 'chown root:root " + path + " && chmod go-w "
                        + path + "'")
                : Optional.empty();
    }

    private static void requireReliable(Path path, int harmless) throws IOException {
        long ours = permission(Path.of("/proc/self")).uid();
        Optional<String> objection = objection(path, permission(path), ours, harmless);
        if (objection.isPresent()) {
            throw new IOException(objection.get());
        }
    }

    private static Permission permission(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:uid,mode");
        return new Permission(
                Integer.toUnsignedLong(number(attributes, "uid")), number(attributes, "mode") & PERMISSIONS);
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (Integer) Objects.requireNonNull(attributes.get(name), name);
    }
}
