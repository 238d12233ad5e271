package dev.berth.bench.peer;

import dev.berth.bench.contest.Lap;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running program that answers each line by a line, and ends where its standard input does. Contestants that are measured
 * in process are workers, so that none runs in another's heap. For one thread.
 */
public final class Worker implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final String program;
    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;

    private Worker(String program, Process process) {
        this.program = program;
        this.process = process;
        to = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a program; what it says on standard error goes to ours.
     *
     * @param command the program and its words
     * @return the running program
     */
    public static Worker start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Worker(command.getFirst(), process);
    }

    /**
     * Says a line and waits for the answer.
     *
     * @param line what to do
     * @return the answer
     * @throws IOException if it ends instead
     */
    public String ask(String line) throws IOException {
        say(line);
        return answer(line);
    }

    /**
     * Says a line, so that several workers can be asked at once; {@link #finish} takes the answer.
     *
     * @param line what to do
     */
    public void say(String line) throws IOException {
        to.write(line);
        to.write('\n');
        to.flush();
    }

    private String answer(String line) throws IOException {
        String answer = from.readLine();
        if (answer == null) {
            throw new IOException(program + " ended when it was asked to: " + line);
        }
        return answer;
    }

    /**
     * Asks for a lap, whose time the worker takes itself.
     *
     * @param line what to do
     * @return the answer, which is {@code COUNT NANOSECONDS}
     */
    public Lap lap(String line) throws IOException {
        say(line);
        return finish(line);
    }

    /**
     * Waits for the lap that was asked for.
     *
     * @param line what it was asked to do
     * @return the answer, which is {@code COUNT NANOSECONDS}
     */
    public Lap finish(String line) throws IOException {
        String answer = answer(line);
        String[] words = answer.split(" ", -1);
        try {
            return new Lap(Long.parseLong(words[0]), Long.parseLong(words[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException unexpected) {
            throw new IOException(program + " answered " + answer + " when it was asked to: " + line, unexpected);
        }
    }

    /**
     * Kills it as {@code kill -9} does, without waiting for its end.
     *
     * @return the moment before, of {@link System#nanoTime}
     */
    public long kill() {
        long moment = System.nanoTime();
        process.destroyForcibly();
        return moment;
    }

    /** Ends it, and waits until it and all it had open is gone. */
    @Override
    public void close() {
        try {
            to.close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException endedBefore) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
