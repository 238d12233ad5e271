package dev.berth.bench.peer;

import dev.berth.bench.contest.Contestant;
import dev.berth.bench.contest.Lap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A program from its start to its end, with what it prints read through a pipe. It counts lines; in its first run only those
 * that hold what each line should, for which it keeps them until the time is taken. For one thread.
 */
public final class Command implements Contestant {
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final List<String> words;
    private final Map<String, String> environment;
    private final String mark;
    private final byte[] buffer = new byte[BUFFER];
    private boolean looked;

    /**
     * A program.
     *
     * @param name its name as a contestant
     * @param words the program and its words
     * @param environment what is added to the environment
     * @param mark what each line should hold
     */
    public Command(String name, List<String> words, Map<String, String> environment, String mark) {
        this.name = name;
        this.words = List.copyOf(words);
        this.environment = Map.copyOf(environment);
        this.mark = mark;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Lap run() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            LongSupplier count = looked ? lines(process.getInputStream()) : marked(process.getInputStream());
            int exit = process.waitFor();
            long nanos = System.nanoTime() - start;
            if (exit != 0) {
                throw new IOException(String.join(" ", words) + " ended with " + exit);
            }
            looked = true;
            return new Lap(count.getAsLong(), nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + name, interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    private LongSupplier lines(InputStream in) throws IOException {
        long count = 0;
        for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
            for (int i = 0; i < got; i++) {
                if (buffer[i] == '\n') {
                    count++;
                }
            }
        }
        long all = count;
        return () -> all;
    }

    private LongSupplier marked(InputStream in) throws IOException {
        byte[] printed = in.readAllBytes();
        return () -> new String(printed, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(mark))
                .count();
    }
}
