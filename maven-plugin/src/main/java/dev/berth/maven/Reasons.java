package dev.berth.maven;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why a file was not to be had, in words: exceptions of files often carry nothing but its name. */
final class Reasons {
    private Reasons() {}

    static String of(IOException failed) {
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failed instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (failed instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return Objects.requireNonNullElse(failed.getMessage(), failed.getClass().getSimpleName());
    }
}
