package dev.berth.engine.store;

import dev.berth.engine.store.StoreFailedException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Tells why a file system said no.
 *
 * <p>{@code java.nio.file} keeps the error number to itself for most errors and gives {@code strerror}'s text, so the
 * text has to do here, and nowhere else; the C library's English is what a service sees, whose locale is {@code C}.
 */
final class DiskFailure {
    private DiskFailure() {}

    /** The failure of doing something to a path. */
    static StoreFailedException of(String doing, Path path, IOException cause) {
        Reason reason = reason(cause);
        String why = switch (reason) {
            case FULL -> "no space is left for it; make room there";
            case DENIED -> "it may not be changed: " + text(cause) + "; run as root, on a writable file system";
            case BROKEN -> text(cause) + "; check that file system";
        };
        return new StoreFailedException(doing + " " + path + ": " + why, reason, cause);
    }

    private static Reason reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return Reason.DENIED;
        }
        String text = text(cause);
        return switch (text) {
            case "No space left on device", "Disk quota exceeded" -> Reason.FULL;
            case "Read-only file system", "Operation not permitted", "Permission denied" -> Reason.DENIED;
            default -> Reason.BROKEN;
        };
    }

    private static String text(IOException cause) {
        String reason = cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
        return switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            default -> reason == null ? cause.getClass().getSimpleName() : reason;
        };
    }
}
