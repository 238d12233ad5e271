package dev.berth.cli;

import java.util.ArrayList;
import java.util.List;

/** The words make no sense; the message names the word and says what would. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> lines = new ArrayList<>();

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With lines that show the word and where it stands. */
    UsageException(String message, Throwable cause, List<String> lines) {
        super(message, cause);
        this.lines.addAll(lines);
    }

    List<String> lines() {
        return lines;
    }
}
