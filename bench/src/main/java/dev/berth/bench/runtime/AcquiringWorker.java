package dev.berth.bench.runtime;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Answering;
import dev.berth.bench.place.Place;
import dev.berth.engine.EnginePorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Berth in process: {@code pair N} acquires a TCP port and releases it, N times; {@code pair-both N} a port of both pools;
 * {@code fill N} acquires until N ports are held; {@code refused N} asks where none is left. The time is that of one.
 */
final class AcquiringWorker implements Answering {
    private final Ports ports;
    private final List<AcquiredBlock> held = new ArrayList<>();

    private AcquiringWorker(Ports ports) {
        this.ports = ports;
    }

    /** Serves; the only word is how many ports the pool has. */
    public static void main(String[] words) throws IOException {
        try (EnginePorts ports = Place.here().engine(Integer.parseInt(words[0]))) {
            new AcquiringWorker(ports).serve();
        }
    }

    @Override
    public Lap lap(String line) throws IOException {
        String[] words = line.split(" ", -1);
        int times = Integer.parseInt(words[1]);
        return switch (words[0]) {
            case "pair" -> pair(AcquireRequest.of(Protocol.TCP, 1), times);
            case "pair-both" -> pair(AcquireRequest.of(Protocol.TCP_UDP, 1), times);
            case "fill" -> fill(times);
            case "refused" -> refused(times);
            default -> throw new IOException("no such task: " + line);
        };
    }

    private Lap pair(AcquireRequest request, int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            ports.acquire(request).orElseThrow().close();
        }
        return new Lap(times, (System.nanoTime() - start) / times);
    }

    private Lap fill(int wanted) {
        long start = System.nanoTime();
        while (held.size() < wanted) {
            held.add(ports.acquire(AcquireRequest.of(Protocol.TCP, 1)).orElseThrow());
        }
        return new Lap(held.size(), (System.nanoTime() - start) / wanted);
    }

    private Lap refused(int times) {
        AcquireRequest request = AcquireRequest.of(Protocol.TCP, 1);
        long count = 0;
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            Outcome<AcquiredBlock> outcome = ports.acquire(request);
            if (outcome.code() == Code.WSAENOBUFS) {
                count++;
            }
        }
        return new Lap(count, (System.nanoTime() - start) / times);
    }
}
