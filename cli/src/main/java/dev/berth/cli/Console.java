package dev.berth.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Standard output and standard error, in UTF-8 whatever the locale; no other class may name them.
 *
 * <p>A reader that has gone away is no error: {@link PrintStream} swallows it, so what was done stays done and the exit
 * code tells the truth about it. Who only looks may ask {@link #isRead()} and look no further. A file that takes no more
 * is another matter: {@link #isLost()}.
 */
final class Console {
    /** Whether there is a point in going on when nobody reads. */
    enum Reader {
        /** There is none. */
        NEEDED,
        /** What is told is done anyway. */
        NOT_NEEDED
    }

    private final PrintStream out;
    private final PrintStream err;
    private final BooleanSupplier hasReader;

    /** A console whose standard output is read by somebody, or else kept in a file. */
    Console(PrintStream out, PrintStream err, BooleanSupplier hasReader) {
        this.out = out;
        this.err = err;
        this.hasReader = hasReader;
    }

    /** The process's own. */
    static Console standard() {
        return new Console(System.out, System.err, Console::isPipe);
    }

    /** Whole lines on standard output. */
    void print(String lines) {
        write(out, visible(lines, true));
    }

    /** Lines of JSON on standard output, which escape control characters themselves. */
    Lines lines(Reader reader) {
        return new Lines((bytes, length) -> {
            out.write(bytes, 0, length);
            return isRead() || reader == Reader.NOT_NEEDED;
        });
    }

    /** Tells whether somebody still reads standard output, as far as what was written so far has shown. */
    boolean isRead() {
        return !out.checkError();
    }

    /** Tells whether something that was to be kept in a file, or shown on a terminal, could not be written. */
    boolean isLost() {
        return !isRead() && !hasReader.getAsBoolean();
    }

    /** One line on standard error. */
    void complain(String sentence) {
        write(err, "berth: " + visible(sentence, false) + "\n");
    }

    /** The trace of a failure on standard error. */
    void trace(Throwable failure) {
        failure.printStackTrace(err);
        err.flush();
    }

    private static boolean isPipe() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().matches("(pipe|socket):.*");
        } catch (IOException closed) {
            return true; // whoever closed it wants to read nothing
        }
    }

    private static void write(PrintStream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        stream.write(bytes, 0, bytes.length);
        stream.flush();
    }

    /** Messages carry names that anybody may choose, a process's for instance: no terminal shall obey them. */
    private static String visible(String text, boolean keepLines) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            safe.append(Character.isISOControl(c) && !(keepLines && c == '\n') ? '?' : c);
        }
        return safe.toString();
    }
}
