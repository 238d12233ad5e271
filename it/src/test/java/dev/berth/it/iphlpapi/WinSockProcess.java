package dev.berth.it.iphlpapi;

import dev.berth.it.commands.Serving;
import dev.berth.it.walls.JavaProgram;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A {@link WinSockCaller}, which is asked one call after the other. Ends with the walls at the latest. */
final class WinSockProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer calls;
    private int sockets;

    private WinSockProcess(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        calls = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts one; where berthd serves, an ordinary user's. */
    static WinSockProcess start(Walls walls, String... prefix) throws IOException {
        String[] starts = Files.exists(Serving.socket(walls)) ? Guests.prefix(Guests.ALICE) : prefix;
        return walls.closeLater(new WinSockProcess(program(walls, starts).start()));
    }

    /** Starts one of a certain user's. */
    static WinSockProcess startAs(int user, Walls walls) throws IOException {
        return walls.closeLater(
                new WinSockProcess(program(walls, Guests.prefix(user)).start()));
    }

    private static Program program(Walls walls, String... prefix) {
        return JavaProgram.of(walls, WinSockCaller.class, prefix)
                .with("BERTH_CGROUP", walls.cgroup().directory().toString())
                .with("BERTH_BPFFS", walls.bpffs().toString())
                .with("BERTH_STORE", walls.store().toString())
                .with("BERTH_SOCKET", Serving.socket(walls).toString());
    }

    /** A reservation that it has acquired. */
    record Acquired(int start, int count, String token) {}

    /** Makes a socket; its number, counted from 0. */
    int socket(SocketKind kind) throws IOException {
        String family = kind.name().endsWith("6") ? "23" : "2";
        String typeAndProtocol = switch (kind) {
            case TCP4, TCP6 -> "1:6";
            case UDP4, UDP6 -> "2:17";
            case MPTCP4, MPTCP6 -> "1:262";
            case TCP_DUAL, UDP_DUAL, MPTCP_DUAL -> throw new IllegalArgumentException(kind.name());
        };
        if (call("socket:" + family + ":" + typeAndProtocol) != 0) {
            throw new IOException("no socket of " + kind);
        }
        return sockets++;
    }

    /** Acquires a block, of the system's choice where the start is 0. */
    Acquired acquire(int socket, int start, int count) throws IOException {
        String answer = ask("acquire:" + socket + ":" + start + ":" + count);
        String[] words = answer.split(" ", -1);
        if (words.length != 3) {
            throw new IOException(answer + ": " + ask("explain"));
        }
        return new Acquired(Integer.parseInt(words[0]), Integer.parseInt(words[1]), words[2]);
    }

    /** Makes a call that answers a number. */
    int call(String call) throws IOException {
        return Integer.parseInt(ask(call));
    }

    /** Makes several such calls. */
    List<Integer> calls(String... several) throws IOException {
        List<Integer> all = new ArrayList<>();
        for (String each : several) {
            all.add(call(each));
        }
        return all;
    }

    /** Makes a call. */
    String ask(String call) throws IOException {
        calls.write(call + "\n");
        calls.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the caller has ended: "
                    + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return answer;
    }

    /** Closes its sockets, and counts them from 0 again. */
    void startOver() throws IOException {
        if (call("over") != 0) {
            throw new IOException("a socket cannot be closed: " + ask("explain"));
        }
        sockets = 0;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}; returns when it is gone. */
    void kill() throws IOException {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() throws IOException {
        kill();
        answers.close();
        process.getErrorStream().close();
    }
}
