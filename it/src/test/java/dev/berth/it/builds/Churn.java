package dev.berth.it.builds;

import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Processes that take automatic ports without a pause, by {@code bind} and by {@code connect}, and give them back. */
final class Churn implements AutoCloseable {
    private final Process binding;
    private final Process connecting;

    private Churn(Process binding, Process connecting) {
        this.binding = binding;
        this.connecting = connecting;
    }

    static Churn start(Walls walls) throws IOException {
        return walls.closeLater(new Churn(process(walls, "bind"), process(walls, "connect")));
    }

    private static Process process(Walls walls, String what) throws IOException {
        try (InputStream script = Objects.requireNonNull(Churn.class.getResourceAsStream("churn.py"), "churn.py")) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            // Nicer than the forks: it is to fill their pauses, not to take their time.
            return walls.program("nice", "-n", "3", "/usr/bin/python3", "-I", "-S", "-c", text, what)
                    .start();
        }
    }

    /** Ends it; tells how many ports it has had in both ways. */
    String end() throws IOException {
        return end(binding) + ", " + end(connecting);
    }

    private static String end(Process process) throws IOException {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            process.getOutputStream().close();
            String line = said.readLine();
            if (line == null) {
                throw new IOException(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            return line;
        }
    }

    @Override
    public void close() throws IOException {
        for (Process process : new Process[] {binding, connecting}) {
            process.destroyForcibly();
            process.getInputStream().close();
            process.getErrorStream().close();
            process.getOutputStream().close();
        }
    }
}
