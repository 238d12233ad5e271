package dev.berth.testkit;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * berthd within walls: {@code ./berth serve} as it was built, as a process of its own. It may be killed and started again
 * as often as a test likes, and ends with the walls at the latest. Not safe for concurrent use.
 */
public final class Berthd implements AutoCloseable {
    private static final byte[] INFO =
            "{\"method\":\"org.varlink.service.GetInfo\",\"parameters\":{}}\0".getBytes(StandardCharsets.US_ASCII);
    private static final Duration PATIENCE = Patience.ofSeconds(10);
    private static final long KIB = 1024;

    private final Program program;
    private final Path socket;
    private final Path log;
    private Process process;

    private Berthd(Walls walls, List<String> options) throws IOException {
        // Everybody may pass through, to the socket; only root may look around.
        Files.setPosixFilePermissions(walls.directory(), PosixFilePermissions.fromString("rwx--x--x"));
        socket = socket(walls);
        Files.createDirectories(
                walls.directory().resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        log = walls.directory().resolve("berthd.log");
        program =
                berth(walls).and("serve", "--policy", policy(walls).toString()).and(options.toArray(String[]::new));
        process = launched();
    }

    /** Starts one, and waits until it answers; options such as {@code --portserver} go to its command line. */
    public static Berthd start(Walls walls, String... options) throws IOException {
        Berthd berthd = walls.closeLater(new Berthd(walls, List.of(options)));
        berthd.awaitAnswer();
        return berthd;
    }

    /** The command line within walls, all of whose places are theirs; a prefix starts it. */
    public static Program berth(Walls walls, String... prefix) {
        return walls.program(prefix)
                .and(Path.of(System.getProperty("berth.root"), "berth").toString())
                .with("BERTH_BUILD", "never")
                .with("BERTH_CGROUP", walls.cgroup().directory().toString())
                .with("BERTH_BPFFS", walls.bpffs().toString())
                .with("BERTH_STORE", walls.store().toString())
                .with("BERTH_SOCKET", socket(walls).toString());
    }

    /** Where one of these walls listens. */
    public static Path socket(Walls walls) {
        return walls.directory().resolve("run").resolve("berth.sock");
    }

    /** Where the policy of one of these walls lies: the usual one unless a test has written another before the start. */
    public static Path policy(Walls walls) throws IOException {
        Path policy = walls.directory().resolve("policy.json");
        if (!Files.exists(policy)) {
            Files.writeString(policy, "{}");
        }
        return policy;
    }

    /** Where it listens. */
    public Path socket() {
        return socket;
    }

    /** Its process id; another one each time it is started. */
    public int pid() {
        return Math.toIntExact(process.pid());
    }

    /** Starts it again after its end, and waits until it answers. */
    public void startAgain() throws IOException {
        launch();
        awaitAnswer();
    }

    /** Starts it again after its end, and waits for nothing. */
    public void launch() throws IOException {
        if (process.isAlive()) {
            throw new IllegalStateException("berthd still runs as " + pid());
        }
        process = launched();
    }

    /**
     * Waits until it answers.
     *
     * @throws IOException if it ends instead; the message tells what it said
     */
    public void awaitAnswer() throws IOException {
        Eventually.when("berthd answers on " + socket, () -> {
            if (!process.isAlive()) {
                throw new IOException("berthd ended with " + process.exitValue() + " instead of answering:\n" + said());
            }
            return answers();
        });
    }

    /** {@code kill -9}, and waits until it is gone. */
    public void kill() throws IOException {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends it by SIGTERM; answers its exit status. */
    public int stop() throws IOException {
        process.destroy();
        awaitEnd();
        return process.exitValue();
    }

    /** All that it has said on standard error since the first start. */
    public String said() throws IOException {
        return Files.readString(log);
    }

    /** What of it is in memory. */
    public long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Integer.toString(pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                .findFirst()
                .orElseThrow(() -> new IOException("berthd has ended; see " + log));
    }

    /** What it has open: what each descriptor leads to, without numbers that change, in order. */
    public List<String> open() throws IOException {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc", Integer.toString(pid()), "fd"))) {
            for (Path descriptor : all) {
                open.add(Files.readSymbolicLink(descriptor).toString().replaceAll("\\d+", "N"));
            }
        } catch (NoSuchFileException closed) {
            return open(); // while it was looked at
        }
        Collections.sort(open);
        return open;
    }

    /** Kills it. Idempotent. */
    @Override
    public void close() throws IOException {
        kill();
    }

    private Process launched() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program.command())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(program.environment());
        return builder.start();
    }

    private boolean answers() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(INFO));
            return channel.read(ByteBuffer.allocate(1)) == 1;
        } catch (IOException tooEarly) {
            return false;
        }
    }

    private void awaitEnd() throws IOException {
        try {
            if (!process.waitFor(PATIENCE)) {
                throw new IOException("berthd does not end:\n" + said());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
