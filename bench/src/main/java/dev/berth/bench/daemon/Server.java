package dev.berth.bench.daemon;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** berthd or portserver, from its start to its end. For one thread. */
public final class Server implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MOMENT_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long KIB = 1024;

    private final Process process;
    private final Path socket;
    private final long readyNanos;

    private Server(Process process, Path socket, byte[] question, long start) throws IOException {
        this.process = process;
        this.socket = socket;
        try {
            readyNanos = firstAnswer(question, start) - start;
        } catch (IOException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    /**
     * Starts one, and waits until it has answered a question.
     *
     * @param command the program and its words, the socket among them
     * @param socket where it will listen
     * @param question what it answers with bytes, or by closing
     */
    static Server start(List<String> command, Path socket, String question) throws IOException {
        Files.deleteIfExists(socket);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(log(socket).toFile()));
        builder.environment().put("BERTH_BUILD", "never");
        long start = System.nanoTime();
        return new Server(builder.start(), socket, question.getBytes(StandardCharsets.US_ASCII), start);
    }

    /** From the moment before it was started to the end of its first answer. */
    long readyNanos() {
        return readyNanos;
    }

    /** What of it is in memory, its own and what it shares. */
    long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(kib -> Long.parseLong(kib) * KIB)
                .findFirst()
                .orElseThrow(() -> new IOException("process " + process.pid() + " has ended"));
    }

    private long firstAnswer(byte[] question, long start) throws IOException {
        while (process.isAlive() && System.nanoTime() - start < PATIENCE_NANOS) {
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                channel.write(ByteBuffer.wrap(question));
                channel.read(ByteBuffer.allocate(1));
                return System.nanoTime();
            } catch (IOException tooEarly) {
                LockSupport.parkNanos(MOMENT_NANOS);
            }
        }
        throw new IOException(
                process.info().commandLine().orElse("a server") + " does not answer: " + Files.readString(log(socket)));
    }

    private static Path log(Path socket) {
        return Path.of(socket + ".log");
    }

    /** Stops it as a service manager does, and waits for its end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
