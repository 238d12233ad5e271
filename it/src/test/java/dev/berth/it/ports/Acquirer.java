package dev.berth.it.ports;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Answer;
import dev.berth.testkit.Patience;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process with an engine of its own, which acquires what it is told to: an owner whose siblings are strangers. Its
 * sockets go by the numbers of their descriptors. Ends with the walls at the latest.
 */
final class Acquirer implements AutoCloseable {
    /** No socket. */
    static final int NONE = -1;

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private Acquirer(Process process) throws IOException {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.UTF_8);
        line(); // it says so when it is in place
    }

    /**
     * What was acquired.
     *
     * @param token its token
     * @param block its ports
     */
    record Held(Token token, PortBlock block) {}

    static Acquirer start(Walls walls, String... prefix) throws IOException {
        return walls.closeLater(new Acquirer(
                StartedApart.java(walls, AcquirerMain.class, prefix).start()));
    }

    int pid() {
        return Math.toIntExact(process.pid());
    }

    /** Takes blocks of anybody's choice from a range, until it {@linkplain #startOver starts over}. */
    void choosesFrom(PortBlock range) throws IOException {
        done(order("range", range.start(), range.last()));
    }

    /**
     * Releases everything, closes its sockets and goes on with another engine, as if it had just been started: where
     * tests share it, none finds what the one before has left.
     */
    void startOver() throws IOException {
        done(order("over"));
    }

    Outcome<Held> acquire(AcquireRequest request) throws IOException {
        return acquire(request, NONE);
    }

    /** As {@link #acquire(AcquireRequest)}, for as long as a socket is open. */
    Outcome<Held> acquire(AcquireRequest request, int anchor) throws IOException {
        String line = order(
                "acquire",
                request.protocol().label(),
                request.count(),
                request.start().orElse(NONE),
                request.deny().label(),
                anchor,
                request.consumers().stream().map(Consumer::toString).collect(Collectors.joining(" ")));
        String[] words = line.split(" ", -1);
        return words[0].equals(Answer.OK)
                ? Outcome.granted(new Held(
                        Token.parse(words[1]), PortBlock.of(Integer.parseInt(words[2]), Integer.parseInt(words[3]))))
                : refused(line);
    }

    Outcome<Token> release(Token token) throws IOException {
        return told(token, order("release", token));
    }

    Outcome<Token> forceRelease(Token token) throws IOException {
        return told(token, order("force", token));
    }

    /** Makes a socket. */
    int socket(SocketKind kind) throws IOException {
        return answer("socket", kind).orElseThrow();
    }

    Outcome<Token> associate(int socket, Protocol protocol, Token token) throws IOException {
        return told(token, order("associate", socket, protocol.label(), token));
    }

    /** Binds a socket; the number of the answer is the port. */
    Answer bind(int socket, int port) throws IOException {
        return answer("bind", socket, port);
    }

    /** Makes a socket, associates it and binds it. */
    Answer bindAssociated(SocketKind kind, Token token, int port) throws IOException {
        int socket = socket(kind);
        associate(socket, kind.protocol(), token).orElseThrow();
        return bind(socket, port);
    }

    Answer listen(int socket) throws IOException {
        return answer("listen", socket);
    }

    void close(int socket) throws IOException {
        order("close", socket);
    }

    /** Executes another program, which keeps the process and its sockets: {@link Actor#adopt}. This is of no more use. */
    Actor become() throws IOException {
        write("become");
        return Actor.of(process);
    }

    /** Kills it: SIGKILL. Idempotent. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            if (!process.waitFor(Patience.ofSeconds(10))) {
                throw new IOException("process " + pid() + " cannot be killed");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.getInputStream().close();
        process.getErrorStream().close();
        process.getOutputStream().close();
    }

    private Answer answer(Object... words) throws IOException {
        String[] said = order(words).split(" ", -1);
        return new Answer(said[0], said.length > 1 ? Integer.parseInt(said[1]) : 0);
    }

    private String order(Object... words) throws IOException {
        write(Stream.of(words).map(Object::toString).collect(Collectors.joining(" ")));
        return line();
    }

    private void write(String line) throws IOException {
        orders.write(line + "\n");
        orders.flush();
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the acquirer has ended: "
                    + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return line;
    }

    private static void done(String line) throws IOException {
        if (!line.equals(Answer.OK)) {
            throw new IOException("the acquirer could not: " + line);
        }
    }

    private static Outcome<Token> told(Token token, String line) {
        return line.equals(Answer.OK) ? Outcome.granted(token) : refused(line);
    }

    private static <T> Outcome<T> refused(String line) {
        int space = line.indexOf(' ');
        return Outcome.refused(
                Code.of(Integer.parseInt(line.substring(0, space))).orElseThrow(), line.substring(space + 1));
    }
}
