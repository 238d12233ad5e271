package dev.berth.bench.peer;

import dev.berth.bench.contest.Lap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a worker written in Java does: a lap for each line. */
@FunctionalInterface
public interface Answering {
    /**
     * Does what a line asks for.
     *
     * @param line the line
     * @return how it went
     */
    Lap lap(String line) throws IOException;

    /** {@return {@code COUNT NANOSECONDS}, or what went wrong} */
    private String answer(String line) {
        try {
            Lap lap = lap(line);
            return lap.count() + " " + lap.nanos();
        } catch (IOException failed) {
            return failed.toString().replace('\n', ' ');
        }
    }

    /** Answers standard input on standard output until it ends. */
    default void serve() throws IOException {
        PrintStream out = System.out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(line));
            out.flush();
        }
    }
}
