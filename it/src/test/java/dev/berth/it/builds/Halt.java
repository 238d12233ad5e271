package dev.berth.it.builds;

import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A build within walls that stands still wherever its pom starts {@code ${station}}, until it is told to go on. Ends with
 * the walls at the latest.
 */
final class Halt implements AutoCloseable {
    private final Process maven;
    private final Path log;
    private final ServerSocketChannel stations;
    private final CompletableFuture<Void> ended;
    private SocketChannel station;

    private Halt(Process maven, Path log, ServerSocketChannel stations) throws IOException {
        this.maven = maven;
        this.log = log;
        this.stations = stations;
        this.station = SocketChannel.open(StandardProtocolFamily.UNIX); // none yet
        // Who waits for the next station of a build that has ended waits no longer.
        ended = maven.onExit().thenRun(this::closeStations);
    }

    /** Starts it; several may run at once, each under a name of its own. */
    static Halt start(Walls walls, String name, Program maven) throws IOException {
        Path socket = walls.directory().resolve(name + ".sock");
        Path script = walls.directory().resolve(name + ".station");
        String command = String.join(" ", Station.command()) + " " + socket;
        Files.writeString(script, "#!/bin/sh\nexec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path log = walls.directory().resolve(name + ".log");
        ServerSocketChannel stations = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        stations.bind(UnixDomainSocketAddress.of(socket));
        ProcessBuilder builder = new ProcessBuilder(
                        maven.and("-Dstation=" + script).command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(maven.environment());
        return walls.closeLater(new Halt(builder.start(), log, stations));
    }

    /** Lets it go on until it stands still again; answers the words that it says there. */
    List<String> next() throws IOException {
        goOn();
        try {
            station = stations.accept();
        } catch (IOException ended) {
            throw new IOException("the build ended on its way:\n" + said(), ended);
        }
        return List.of(line().split(" ", -1));
    }

    /** What the station answers to an order. */
    String tell(String order) throws IOException {
        Writer orders = Channels.newWriter(station, StandardCharsets.UTF_8);
        orders.write(order + "\n");
        orders.flush();
        return line();
    }

    /** Lets it go on; what the station has bound is free then. Without effect where it does not stand still. */
    void goOn() throws IOException {
        station.close();
    }

    /** Lets it go on to its end, which is success; answers what it has said. */
    String finish() throws IOException, InterruptedException {
        goOn();
        if (maven.waitFor() != 0) {
            throw new IOException("the build failed:\n" + said());
        }
        return said();
    }

    /** {@code kill -9} for Maven alone: what it has started is still there. */
    void kill() throws InterruptedException {
        maven.destroyForcibly().waitFor();
    }

    /** What it has said so far. */
    String said() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws IOException {
        station.close();
        stations.close();
        maven.destroyForcibly();
        ended.join();
    }

    private String line() throws IOException {
        // One answer is there at a time, and so the reader takes nothing that comes after it.
        String line = new BufferedReader(Channels.newReader(station, StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IOException("the station has ended:\n" + said());
        }
        return line;
    }

    private void closeStations() {
        try {
            stations.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
