package dev.berth.client.cooperative;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Opens an empty file that every user of the machine may lock.
 *
 * <p>It appears under its name with all its rights at once, by a hard link: one that its maker had still to give away
 * would shut the others out for good if the maker died in between. Nothing is ever written to it, and a symbolic link is
 * not followed, since in a folder that is everybody's it may lead anywhere.
 */
final class SharedFile {
    private SharedFile() {}

    static FileChannel open(Path path) throws IOException {
        for (int tries = 0; ; tries++) {
            try {
                return existing(path);
            } catch (NoSuchFileException missing) {
                if (tries > 0) { // made, and gone again
                    throw missing;
                }
                makeIfAllowed(path);
            } catch (AccessDeniedException shut) {
                throw new AccessDeniedException(
                        path.toString(),
                        null,
                        "not writable for this user: give everybody the right to write to it (chmod 666), or name another"
                                + " file with " + CooperativePorts.VARIABLE);
            }
        }
    }

    private static FileChannel existing(Path path) throws IOException {
        // Looked at before, since to open a pipe is to wait for its reader.
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isRegularFile()) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "not a plain file: remove it, or name another with " + CooperativePorts.VARIABLE);
        }
        // Never CREATE: Linux refuses that for another user's file in a folder that is everybody's.
        return FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static void makeIfAllowed(Path path) throws IOException {
        try {
            make(path);
        } catch (AccessDeniedException shut) {
            throw new AccessDeniedException(
                    path.toString(),
                    null,
                    "not there, and this user may not make files in its folder: have it made by who may, for everybody to"
                            + " write to (chmod 666), or name another file with " + CooperativePorts.VARIABLE);
        }
    }

    private static void make(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new FileSystemException(path.toString(), null, "not a file's name");
        }
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "berth", ".lock");
        try {
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-rw-rw-"));
            }
            Files.createLink(path, fresh);
        } catch (FileAlreadyExistsException another) {
            // Somebody was quicker; theirs is as good.
        } finally {
            Files.delete(fresh);
        }
    }
}
