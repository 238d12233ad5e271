package dev.berth.bench.daemon;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Answering;
import dev.berth.client.ClientPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Berth's own client, one connection: {@code pair N} acquires a TCP port and releases it, N times; {@code fill N} acquires
 * until N ports are held; {@code refused N} asks where none is left. The time is the median of those that
 * one took; their mean where {@code mean} stands after the number.
 */
final class ClientWorker implements Answering {
    private static final AcquireRequest ONE = AcquireRequest.of(Protocol.TCP, 1);

    private final Ports ports;
    private final List<AcquiredBlock> held = new ArrayList<>();

    private ClientWorker(Ports ports) {
        this.ports = ports;
    }

    /** Serves; the only word is where berthd listens. */
    public static void main(String[] words) throws IOException {
        try (ClientPorts ports = new ClientPorts(Path.of(words[0]))) {
            new ClientWorker(ports).serve();
        }
    }

    /** One of several. */
    @FunctionalInterface
    private interface Task {
        /** Does it; tells whether it went as it should. */
        boolean run();
    }

    @Override
    public Lap lap(String line) throws IOException {
        String[] words = line.split(" ", -1);
        int times = Integer.parseInt(words[1]);
        boolean mean = words.length > 2 && words[2].equals("mean");
        return switch (words[0]) {
            case "pair" -> lap(times, mean, this::pair);
            case "fill" ->
                new Lap(held.size() + lap(times - held.size(), mean, this::take).count(), 0);
            case "refused" -> lap(times, mean, this::isRefused);
            default -> throw new IOException("no such task: " + line);
        };
    }

    private static Lap lap(int times, boolean mean, Task task) {
        long[] nanos = new long[times];
        int count = 0;
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            count += task.run() ? 1 : 0;
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return new Lap(count, mean ? Arrays.stream(nanos).sum() / times : nanos[times / 2]);
    }

    private boolean pair() {
        ports.acquire(ONE).orElseThrow().close();
        return true;
    }

    private boolean take() {
        return held.add(ports.acquire(ONE).orElseThrow());
    }

    private boolean isRefused() {
        Outcome<AcquiredBlock> outcome = ports.acquire(ONE);
        return outcome.code() == Code.WSAENOBUFS;
    }
}
