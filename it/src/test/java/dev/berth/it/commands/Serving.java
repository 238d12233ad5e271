package dev.berth.it.commands;

import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** {@code berth serve} within walls, on the socket that {@link Launcher} names to every command there. */
public final class Serving implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;

    private Serving(Process process) {
        this.process = process;
    }

    /** Where it listens. */
    public static Path socket(Walls walls) {
        return walls.directory().resolve("berth.sock");
    }

    /** Starts it, and waits until it serves. */
    public static Serving in(Walls walls, String... words) throws IOException {
        Files.setPosixFilePermissions(walls.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Serving serving = new Serving(Launcher.of(walls).and("serve").and(words).start());
        walls.closeLater(serving);
        BufferedReader said = serving.process.errorReader(StandardCharsets.UTF_8);
        String line;
        do {
            line = said.readLine();
            if (line == null) {
                throw new EOFException("berth serve ended");
            }
        } while (!line.contains("serving on " + socket(walls)));
        return serving;
    }

    /** Ends it without a warning. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to end. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("berth serve does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while berth serve ends", interrupted);
        }
    }
}
