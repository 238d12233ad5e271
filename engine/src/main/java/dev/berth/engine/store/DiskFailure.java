package dev.berth.engine.store;

import dev.berth.engine.store.StoreFailedException.Reason;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Tells why a file system said no.
 *
 * @param disk whose failures they are
 */
record DiskFailure(Disk disk) {
    private static final Set<Errno> FULL = Set.of(Errno.ENOSPC, Errno.EDQUOT);
    private static final Set<Errno> DENIED = Set.of(Errno.EROFS, Errno.EPERM, Errno.EACCES);

    /** The failure of doing something to a path. */
    StoreFailedException of(String doing, Path path, IOException cause) {
        Reason reason = reason(cause);
        String why = switch (reason) {
            case FULL -> "no space is left for it; make room there";
            case DENIED -> "it may not be used: " + text(cause) + "; run as root, on a writable file system";
            case BROKEN -> text(cause) + "; check that file system";
        };
        return new StoreFailedException(doing + " " + path + ": " + why, reason, cause);
    }

    private Reason reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return Reason.DENIED;
        }
        Optional<Errno> error =
                cause instanceof SyscallException call ? Optional.of(call.errno()) : disk.error(text(cause));
        if (error.filter(FULL::contains).isPresent()) {
            return Reason.FULL;
        }
        return error.filter(DENIED::contains).isPresent() ? Reason.DENIED : Reason.BROKEN;
    }

    private static String text(IOException cause) {
        String reason = cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
        return switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            default -> reason == null ? cause.getClass().getSimpleName() : reason;
        };
    }
}
