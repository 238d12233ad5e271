package dev.berth.it.ports;

import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process that says what it changes, and is killed. */
final class Victim implements AutoCloseable {
    private final Process process;
    private final List<String> said = new ArrayList<>();

    /**
     * What it had said by its end.
     *
     * @param done what was acknowledged
     * @param underWay what was not yet
     */
    record Words(List<Change> done, Optional<Change> underWay) {}

    private Victim(Process process) {
        this.process = process;
    }

    static Victim start(Walls walls, Program program) throws IOException {
        return walls.closeLater(new Victim(program.start()));
    }

    /** Waits until so many changes have been answered. */
    void awaitAnswers(int answers) throws IOException {
        while (said.stream()
                        .filter(line -> line.equals("done") || line.startsWith("refused"))
                        .count()
                < answers) {
            int next = process.getInputStream().read();
            if (next < 0) {
                throw new IOException("it has ended: " + said + errors());
            }
            line(next);
        }
    }

    /** Lets it go on. */
    void go() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Has it make a change, and waits for its end; whether that came before an answer. */
    boolean killsItself(Change change) throws IOException {
        try (Writer orders = process.outputWriter(StandardCharsets.UTF_8)) {
            orders.write(change + "\n");
        }
        boolean answered = process.getInputStream().read() >= 0;
        awaitEnd();
        close();
        return !answered;
    }

    /** {@code kill -9}; tells what it had said. */
    Words kill() throws IOException {
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would throw away what it has said
        awaitEnd();
        return words();
    }

    /** Its exit status. */
    int awaitEnd() throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    String errors() throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Words words() throws IOException {
        for (int next = process.getInputStream().read();
                next >= 0;
                next = process.getInputStream().read()) {
            line(next);
        }
        List<Change> done = new ArrayList<>();
        Optional<Change> underWay = Optional.empty();
        for (String line : said) {
            if (line.equals("done")) {
                underWay.ifPresent(done::add);
                underWay = Optional.empty();
            } else if (line.startsWith("refused")) {
                underWay = Optional.empty();
                if (!line.contains("ERROR_SHARING_VIOLATION")) {
                    throw new IOException(said.toString());
                }
            } else {
                underWay = Optional.of(Change.parse(line));
            }
        }
        close();
        return new Words(done, underWay);
    }

    /** The rest of a line; what has no end was not said. */
    private void line(int first) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = first; next != '\n'; next = process.getInputStream().read()) {
            if (next < 0) {
                return;
            }
            line.append((char) next);
        }
        said.add(line.toString());
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        awaitEnd();
        process.getInputStream().close();
        process.getErrorStream().close();
        try {
            process.getOutputStream().close();
        } catch (IOException brokenPipe) {
            return; // what was not read is for nobody
        }
    }
}
