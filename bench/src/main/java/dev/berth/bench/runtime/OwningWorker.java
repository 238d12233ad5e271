package dev.berth.bench.runtime;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Protocol;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Answering;
import dev.berth.bench.place.Place;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has a port and gives it up. {@code acquire}, {@code acquire-anchored} and {@code listen}, which reserves
 * nothing, are answered by the port; {@code release} and {@code close} by 1 and the moment before, in nanoseconds of
 * CLOCK_MONOTONIC, which is what {@link System#nanoTime} reads on Linux.
 */
final class OwningWorker implements Answering {
    private final EnginePorts ports;
    private @Nullable AcquiredBlock block;
    private @Nullable Fd anchor;
    private @Nullable ServerSocket socket;

    private OwningWorker(EnginePorts ports) {
        this.ports = ports;
    }

    /** Serves; the only word is how many ports the pool has. */
    public static void main(String[] words) throws IOException {
        try (EnginePorts ports = Place.here().engine(Integer.parseInt(words[0]))) {
            new OwningWorker(ports).serve();
        }
    }

    @Override
    public Lap lap(String line) throws IOException {
        return switch (line) {
            case "acquire" -> acquire();
            case "acquire-anchored" -> acquireAnchored();
            case "listen" -> listen();
            case "release" -> ended(block);
            case "close" -> ended(anchor == null ? socket : anchor);
            default -> throw new IOException("no such task: " + line);
        };
    }

    private Lap acquire() {
        AcquiredBlock acquired = ports.acquire(Protocol.TCP, 1);
        block = acquired;
        return new Lap(acquired.port(0), 0);
    }

    private Lap acquireAnchored() throws IOException {
        Fd made = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_STREAM, Sockets.IPPROTO_TCP, "anchor");
        anchor = made;
        AcquireRequest request = AcquireRequest.of(Protocol.TCP, 1);
        return new Lap(ports.acquire(request, made.number()).orElseThrow().port(0), 0);
    }

    private Lap listen() throws IOException {
        ServerSocket listening = new ServerSocket(0);
        socket = listening;
        return new Lap(listening.getLocalPort(), 0);
    }

    private static Lap ended(@Nullable AutoCloseable what) throws IOException {
        if (what == null) {
            throw new IOException("there is nothing to give up");
        }
        long moment = System.nanoTime();
        try {
            what.close();
        } catch (IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IOException(failed);
        }
        return new Lap(1, moment);
    }
}
