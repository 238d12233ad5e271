package dev.berth.testkit;

import dev.berth.api.PortBlock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An outside program under control: a process that knows nothing of Berth and makes the socket calls that it is told
 * to. Not safe for concurrent use.
 */
public final class Actor implements AutoCloseable {
    private static final Once<String> PYTHON =
            new Once<>(() -> Program.of("python3", "-c", "import sys; print(sys.executable)")
                    .expect(0)
                    .out()
                    .strip());

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private final List<ProcessHandle> children = new ArrayList<>();
    private int sockets;

    Actor(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        expect(); // it says so when it is in place
    }

    /** Its process id. */
    public int pid() {
        return Math.toIntExact(process.pid());
    }

    /** Makes a socket. */
    public ActorSocket socket(SocketKind kind, SocketOption... options) throws IOException {
        String name = "s" + sockets++;
        order("socket", name, words(kind, options)).orElseThrow();
        return new ActorSocket(this, name);
    }

    /** Listens on a port and keeps both ends of many connections to it. */
    public void connectMany(SocketKind kind, String address, int port, int times) throws IOException {
        order("many", "m" + sockets++, kind, address, port, times).orElseThrow();
    }

    /** Makes a socket, binds it, and closes it again. */
    public Answer bind(SocketKind kind, String address, int port, SocketOption... options) throws IOException {
        return order("try", words(kind, options), address, port);
    }

    /** As {@link #bind(SocketKind, String, int, SocketOption...)} on the wildcard address. */
    public Answer bind(SocketKind kind, int port) throws IOException {
        return bind(kind, kind.wildcard(), port);
    }

    /** Binds each port of the block in turn, with a new socket each time; answers how often what came of it. */
    public Map<String, Integer> attack(
            SocketKind kind, String address, PortBlock block, int times, SocketOption... options) throws IOException {
        return histogram(order("attack", words(kind, options), address, range(block), times));
    }

    /** Binds to port 0 again and again; answers how often that gave a port {@code inside} or {@code outside}. */
    public Map<String, Integer> bindAutomatically(SocketKind kind, PortBlock watched, int times) throws IOException {
        return histogram(order("autobind", words(kind), range(watched), times));
    }

    /** As {@link #bindAutomatically}, keeping every socket until an error comes: the whole automatic range. */
    public Map<String, Integer> exhaust(SocketKind kind, PortBlock watched) throws IOException {
        return histogram(order("exhaust", words(kind), range(watched)));
    }

    /** Connects to a listener of its own on a port; answers how often the local port was inside. */
    public Map<String, Integer> connectAutomatically(SocketKind kind, int listener, PortBlock watched, int times)
            throws IOException {
        return histogram(order("autoconnect", words(kind), listener, range(watched), times));
    }

    /** Changes its real, effective and saved user; it starts with 0 in each unless said otherwise. */
    public Answer setUsers(long real, long effective, long saved) throws IOException {
        return order("setresuid", real, effective, saved);
    }

    /** Ignores a signal from here on, by its name: {@code SIGTERM}. */
    public void ignore(String signal) throws IOException {
        order("ignore", signal).orElseThrow();
    }

    /** Makes a child that holds copies of all sockets and does nothing. Answers its process id. */
    public int fork() throws IOException {
        int pid = order("fork").orElseThrow();
        ProcessHandle.of(pid).ifPresent(children::add);
        return pid;
    }

    /** Runs a program to its end as its child, and writes what that prints to a file; answers the exit status. */
    public int run(Path output, List<String> command) throws IOException {
        return order("run", output, String.join(" ", command)).orElseThrow();
    }

    /** Kills it and the children it made. Idempotent. */
    @Override
    public void close() throws IOException {
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IOException("process " + pid() + " cannot be killed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        answers.close();
        process.getErrorStream().close();
        try (orders) {
            children.clear();
        } catch (IOException brokenPipe) { // what was not written yet is for nobody
            children.clear();
        }
    }

    Answer order(Object... words) throws IOException {
        orders.write(Stream.of(words).map(Object::toString).collect(Collectors.joining(" ")) + "\n");
        orders.flush();
        return expect();
    }

    private Answer expect() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            String why = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            throw new IOException("the actor has ended: " + why);
        }
        int space = line.indexOf(' ');
        return space < 0
                ? new Answer(line, 0)
                : new Answer(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
    }

    /** A number of lines follows, {@code EACCES 999} each. */
    private Map<String, Integer> histogram(Answer lines) throws IOException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int left = lines.orElseThrow(); left > 0; left--) {
            Answer line = expect();
            counts.put(line.outcome(), line.number());
        }
        return counts;
    }

    private static String words(SocketKind kind, SocketOption... options) {
        return kind + " " + Stream.of(options).map(Enum::name).collect(Collectors.joining("+", "-", ""));
    }

    private static String range(PortBlock block) {
        return block.start() + " " + block.count();
    }

    static String script() throws IOException {
        try (InputStream script = Objects.requireNonNull(Actor.class.getResourceAsStream("actor.py"), "actor.py")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The interpreter itself: what the path names may be a script that looks for it, and slow. */
    static String python() throws IOException {
        return PYTHON.get();
    }
}
