package dev.berth.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A command line to run to its end.
 *
 * @param command the program and its words
 * @param environment what is added to the environment
 */
public record Program(List<String> command, Map<String, String> environment) {
    private static final Duration PATIENCE = Patience.ofSeconds(120);

    /** A program whose parts are its own. */
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A command without additions to the environment. */
    public static Program of(String... command) {
        return of(List.of(command));
    }

    /** As {@link #of(String...)}. */
    public static Program of(List<String> command) {
        return new Program(command, Map.of());
    }

    /** The same with more words. */
    public Program and(String... words) {
        return new Program(Stream.concat(command.stream(), Stream.of(words)).toList(), environment);
    }

    /** The same with one more variable. */
    public Program with(String variable, String value) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put(variable, value);
        return new Program(command, all);
    }

    /** Starts it; the caller ends it. */
    public Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * Runs it and waits for its end.
     *
     * @throws IOException if it does not end within two minutes of {@link Patience}; it is killed then
     */
    public Result run() throws IOException {
        Process process = start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            if (!process.waitFor(PATIENCE)) {
                throw new IOException("does not end: " + String.join(" ", command));
            }
            return new Result(process.exitValue(), out.join(), err.join());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + String.join(" ", command), interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Runs it and expects an exit status.
     *
     * @throws IOException if it ends with another one; the message tells what it printed
     */
    public Result expect(int exit) throws IOException {
        Result result = run();
        if (result.exit() != exit) {
            throw new IOException(String.join(" ", command) + ": exit " + result.exit() + " instead of " + exit + "\n"
                    + result.out() + result.err());
        }
        return result;
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * What came of it.
     *
     * @param exit its exit status
     * @param out what it printed
     * @param err what it printed as errors
     */
    public record Result(int exit, String out, String err) {}
}
