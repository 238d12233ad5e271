package dev.berth.it.daemon;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process of an ordinary user that acquires and releases at random, and says what was acknowledged. What is told as held
 * is held: the process asks before it releases.
 */
final class AcquiringClient implements AutoCloseable {
    private static final String GO = "go\n";

    private final Process process;
    private final BufferedReader said;
    private final Writer orders;
    private final Map<Token, Held> held = new ConcurrentHashMap<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicBoolean resting = new AtomicBoolean();

    /**
     * What it was told that it has.
     *
     * @param pid the client
     */
    record Held(Token token, Protocol protocol, PortBlock block, int pid) {}

    private AcquiringClient(Process process) {
        this.process = process;
        said = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    static AcquiringClient start(Walls walls, OrdinaryUser user, long seed) throws IOException {
        // The ordinary user can read what was built here, and not the library's jars in somebody's home.
        String classes = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(path -> path.contains("/api/") || path.contains("/client/") || path.contains("/it/"))
                .collect(Collectors.joining(File.pathSeparator));
        return walls.closeLater(new AcquiringClient(
                user.program(walls, System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-Xmx32m")
                        .and("-XX:+UseSerialGC", "-cp", classes, AcquiringMain.class.getName())
                        .and(Berthd.socket(walls).toString(), Long.toString(seed))
                        .start()));
    }

    /** Lets it act until it is to rest, or fails; for a thread of its own. */
    void run() throws IOException {
        while (true) {
            String line = said.readLine();
            if (line == null) {
                throw new IOException("a client has ended: "
                        + new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            }
            boolean last = resting.get();
            note(line.split(" ", -1), last);
            acknowledged.incrementAndGet();
            if (last) {
                return; // it waits from now on
            }
            orders.write(GO);
            orders.flush();
        }
    }

    private void note(String[] words, boolean last) throws IOException {
        switch (words[0]) {
            case "held" -> {
                Token token = Token.parse(words[1]);
                PortBlock block = PortBlock.of(Integer.parseInt(words[3]), Integer.parseInt(words[4]));
                held.put(token, new Held(token, Protocol.of(words[2]), block, Math.toIntExact(process.pid())));
            }
            case "releasing" -> {
                if (!last) { // else it is not told to
                    held.remove(Token.parse(words[1]));
                }
            }
            case "released" -> {}
            default -> throw new IOException("a client was told: " + String.join(" ", words));
        }
    }

    /** Has it do no more, and keep what it has. */
    void rest() {
        resting.set(true);
    }

    /** What it holds, by token. */
    Map<Token, Held> held() {
        return held;
    }

    /** How often it was answered. */
    int acknowledged() {
        return acknowledged.get();
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
        process.getErrorStream().close();
        process.getOutputStream().close();
    }
}
