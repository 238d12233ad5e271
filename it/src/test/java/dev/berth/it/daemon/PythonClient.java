package dev.berth.it.daemon;

import dev.berth.client.varlink.JsonObject;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Patience;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process of an ordinary user that speaks to berthd by hand, well and badly: {@code client.py} says what it can be
 * ordered to. Ends with the walls at the latest. For one thread.
 */
final class PythonClient implements AutoCloseable {
    private static final Duration PATIENCE = Patience.ofSeconds(10);

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private PythonClient(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    static PythonClient start(Walls walls, OrdinaryUser user) throws IOException {
        return start(walls, walls.program(user.prefix()), Berthd.socket(walls));
    }

    /** One that is started by a command, and asks elsewhere. */
    static PythonClient start(Walls walls, Program prefix, Path socket) throws IOException {
        return walls.closeLater(new PythonClient(prefix.and("/usr/bin/python3", "-I", "-c", script(), socket.toString())
                .start()));
    }

    int pid() {
        return Math.toIntExact(process.pid());
    }

    /** Orders something and waits for what comes of it. */
    JsonObject order(Object... words) throws IOException {
        say(words);
        return answer();
    }

    /** Orders something, and does not wait. */
    void say(Object... words) throws IOException {
        orders.write(Stream.of(words).map(Object::toString).collect(Collectors.joining(" ")) + "\n");
        orders.flush();
    }

    /** What came of what was ordered. */
    JsonObject answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the client has ended: "
                    + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return JsonObject.parse(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Kills it. Idempotent. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE)) {
                throw new IOException("process " + pid() + " cannot be killed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.getInputStream().close();
        process.getErrorStream().close();
        process.getOutputStream().close();
    }

    private static String script() throws IOException {
        try (InputStream script =
                Objects.requireNonNull(PythonClient.class.getResourceAsStream("client.py"), "client.py")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
