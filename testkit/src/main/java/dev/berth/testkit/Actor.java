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
    private final int pid;
    /** What reaches it through the process that was started: {@code tell c0 tell c1}. */
    private final String route;

    private final BufferedReader answers;
    private final Writer orders;
    private final List<ProcessHandle> children = new ArrayList<>();
    private int sockets;

    Actor(Process process) throws IOException {
        this(process, Math.toIntExact(process.pid()), "");
        expect(); // it says so when it is in place
    }

    private Actor(Process process, int pid, String route) {
        this.process = process;
        this.pid = pid;
        this.route = route;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** The command by which a process becomes an actor, where and who it is. */
    public static List<String> command() throws IOException {
        return List.of(python(), "-I", "-S", "-c", script(), "", "0", "0", "");
    }

    /** A process that executes {@link #command()}, with input and output as it was started; closing ends it. */
    public static Actor of(Process process) throws IOException {
        return new Actor(process);
    }

    /** Its process id. */
    public int pid() {
        return pid;
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

    /** As {@link #fork()}, and the child has closed every descriptor from 3 on, as {@code closefrom(3)} does. */
    public int forkBare() throws IOException {
        int pid = order("fork_bare").orElseThrow();
        ProcessHandle.of(pid).ifPresent(children::add);
        return pid;
    }

    /** Makes a child with copies of all sockets that is an actor, too. It is to be asked as long as its parent lives. */
    public Actor child() throws IOException {
        return born("child");
    }

    /** Makes a grandchild that is an actor, and whose parent has ended. */
    public Actor orphan() throws IOException {
        return born("orphan");
    }

    /** From here on, it is the parent of its descendants whose parents end. */
    public void adoptOrphans() throws IOException {
        order("adopt_orphans").orElseThrow();
    }

    /** Ends its first thread and goes on with another one. */
    public void endFirstThread() throws IOException {
        order("end_first_thread").orElseThrow();
    }

    /** Its copy of a socket that its parent had when it was made. */
    public ActorSocket inherited(ActorSocket socket) {
        return socket.of(this);
    }

    /** The socket that is open as a descriptor of its process. */
    public ActorSocket adopt(int descriptor) throws IOException {
        String name = "s" + sockets++;
        order("adopt", name, descriptor).orElseThrow();
        return new ActorSocket(this, name);
    }

    /** Another descriptor for a socket of its own. */
    ActorSocket copy(String socket) throws IOException {
        String name = "s" + sockets++;
        order("copy", socket, name).orElseThrow();
        return new ActorSocket(this, name);
    }

    /** Runs a program to its end as its child, and writes what that prints to a file; answers the exit status. */
    public int run(Path output, List<String> command) throws IOException {
        return order("run", output, String.join(" ", command)).orElseThrow();
    }

    /** Kills it and the children it made. Idempotent. */
    @Override
    public void close() throws IOException {
        children.forEach(ProcessHandle::destroyForcibly);
        if (!route.isEmpty()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            return;
        }
        process.destroyForcibly();
        try {
            if (!process.waitFor(Patience.ofSeconds(10))) {
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
        orders.write(route + Stream.of(words).map(Object::toString).collect(Collectors.joining(" ")) + "\n");
        orders.flush();
        return expect();
    }

    private Actor born(String how) throws IOException {
        String name = "c" + children.size();
        int born = order(how, name).orElseThrow();
        ProcessHandle.of(born).ifPresent(children::add);
        Actor actor = new Actor(process, born, route + "tell " + name + " ");
        actor.sockets = sockets; // whose names it knows
        return actor;
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
        return script("actor.py");
    }

    static String script(String name) throws IOException {
        try (InputStream script = Objects.requireNonNull(Actor.class.getResourceAsStream(name), name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The interpreter itself: what the path names may be a script that looks for it, and slow. */
    static String python() throws IOException {
        return PYTHON.get();
    }
}
