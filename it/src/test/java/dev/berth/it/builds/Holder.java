package dev.berth.it.builds;

import dev.berth.api.Protocol;
import dev.berth.client.Mode;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process that acquires ports as a test JVM does, through Berth's client alone, and serves on them. Ends with the walls
 * at the latest. For one thread.
 */
final class Holder implements AutoCloseable {
    private static final String OK = "ok";

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private Holder(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Where the walls have their lock file unless something else is said. */
    static Path locks(Walls walls) {
        return walls.directory().resolve("ports.lock");
    }

    /** The environment of a mode, put around a program. */
    static Program in(Walls walls, Mode mode, Program program) {
        return program.with(Mode.VARIABLE, mode.word())
                .with("BERTH_SOCKET", Berthd.socket(walls).toString())
                .with("BERTH_LOCKS", locks(walls).toString());
    }

    /** The program; a prefix starts it. */
    static Program program(Walls walls, Mode mode, String... prefix) {
        // An ordinary user can read what was built here, and not the library's jars in somebody's home.
        String classes = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(path -> path.contains("/api/") || path.contains("/client/") || path.contains("/it/"))
                .collect(Collectors.joining(File.pathSeparator));
        Program java = walls.program(prefix)
                .and(System.getProperty("java.home") + "/bin/java", "-Xshare:auto", "-XX:TieredStopAtLevel=1")
                .and("-XX:+UseSerialGC", "-Xmx64m", "-XX:-UsePerfData", "-cp", classes, HolderMain.class.getName());
        return in(walls, mode, java);
    }

    static Holder start(Walls walls, Mode mode) throws IOException {
        return start(walls, program(walls, mode));
    }

    static Holder start(Walls walls, Program program) throws IOException {
        return walls.closeLater(new Holder(program.start()));
    }

    /** Any port. */
    int acquire(Protocol protocol) throws IOException {
        return port(order("acquire", protocol, 1));
    }

    /** This very port. */
    int acquireExactly(Protocol protocol, int port) throws IOException {
        return port(tryToAcquire(protocol, port));
    }

    /** Asks for a port; answers {@code enforced} or {@code cooperative} and the port, or the code and the sentence. */
    String tryToAcquire(Protocol protocol, int port) throws IOException {
        return order("acquire", protocol, 1, port);
    }

    /** As {@link #tryToAcquire(Protocol, int)}, for any port. */
    String tryToAcquire(Protocol protocol) throws IOException {
        return order("acquire", protocol, 1);
    }

    /** Gives back what it acquired last. */
    void release() throws IOException {
        done(order("release"));
    }

    /** Binds, and in TCP listens; {@code ok} or why not. */
    String serve(Protocol protocol, boolean reuse, String address, int port) throws IOException {
        return order("serve", protocol, reuse ? "reuse" : "plain", address, port);
    }

    /** As {@link #serve}, where it has to come off. */
    void mustServe(Protocol protocol, boolean reuse, String address, int port) throws IOException {
        done(serve(protocol, reuse, address, port));
    }

    /** As {@link #serve}, in a child that ends afterwards. */
    String serveInChild(Protocol protocol, boolean reuse, String address, int port) throws IOException {
        return order("child", protocol, reuse ? "reuse" : "plain", address, port);
    }

    /** Closes what serves, if something does. */
    void stop() throws IOException {
        done(order("stop"));
    }

    /** Acquires and releases without a pause from here on, until it is killed. */
    void churn() throws IOException {
        done(order("churn"));
    }

    /** {@code kill -9}, and waits for its end. Idempotent. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        answers.close();
        process.getErrorStream().close();
        process.getOutputStream().close();
    }

    private static int port(String answer) throws IOException {
        String[] words = answer.split(" ", 2);
        if (!words[0].equals(words[0].toLowerCase(Locale.ROOT))) {
            throw new IOException(answer);
        }
        return Integer.parseInt(words[1]);
    }

    private static void done(String answer) throws IOException {
        if (!answer.equals(OK)) {
            throw new IOException(answer);
        }
    }

    private String order(Object... words) throws IOException {
        orders.write(Stream.of(words).map(Object::toString).collect(Collectors.joining(" ")) + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the holder has ended: "
                    + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return answer;
    }
}
