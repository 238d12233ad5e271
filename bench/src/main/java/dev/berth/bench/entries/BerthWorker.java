package dev.berth.bench.entries;

import dev.berth.api.CloseRequest;
import dev.berth.api.Closing;
import dev.berth.api.Endpoint;
import dev.berth.api.Entries;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryQuery;
import dev.berth.api.IpAddress;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Answering;
import dev.berth.engine.EngineEntries;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.linux.LinuxKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Berth in process: {@code list}, {@code owners}, {@code close PORT PEER PORT PEER …} for loopback connections and
 * {@code close-all PEER} for all that are connected to a port.
 */
final class BerthWorker implements Answering {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

    private final Entries entries;

    private BerthWorker(Entries entries) {
        this.entries = entries;
    }

    /** Serves; the only word is a directory for guard and store, which need not be there. */
    public static void main(String[] words) throws IOException {
        Path nowhere = Path.of(words[0]);
        LinuxKernel kernel = new LinuxKernel(Optional.empty(), nowhere.resolve("bpffs"));
        try (EnginePorts ports =
                new EnginePorts(kernel, nowhere.resolve("store"), InstantSource.system(), Duration.ofSeconds(1))) {
            new BerthWorker(new EngineEntries(kernel, ports)).serve();
        }
    }

    @Override
    public Lap lap(String line) throws IOException {
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "list" -> list(EntryQuery.of(Protocol.TCP));
            case "owners" -> owners(EntryQuery.of(Protocol.TCP).with(EntryDetail.OWNERS));
            case "close" -> closeEach(words);
            case "close-all" -> closeAll(Integer.parseInt(words[1]));
            default -> throw new IOException("no such task: " + line);
        };
    }

    private Lap list(EntryQuery query) throws IOException {
        AtomicLong count = new AtomicLong();
        long start = System.nanoTime();
        Outcome<Long> outcome = entries.list(query, _ -> count.setPlain(count.getPlain() + 1));
        long nanos = System.nanoTime() - start;
        granted(outcome);
        return new Lap(count.get(), nanos);
    }

    private Lap owners(EntryQuery query) throws IOException {
        AtomicLong owned = new AtomicLong();
        long start = System.nanoTime();
        Outcome<Long> outcome = entries.list(query, entry -> {
            if (!entry.processes().isEmpty()) {
                owned.setPlain(owned.getPlain() + 1);
            }
        });
        long nanos = System.nanoTime() - start;
        granted(outcome);
        return new Lap(owned.get(), nanos);
    }

    /** Its time is that of one connection. */
    private Lap closeEach(String[] words) throws IOException {
        EntryKey[] keys = Stream.iterate(1, at -> at < words.length, at -> at + 2)
                .map(at -> EntryKey.tcp(end(words[at]), end(words[at + 1])))
                .toArray(EntryKey[]::new);
        Outcome<?>[] outcomes = new Outcome<?>[keys.length];
        long start = System.nanoTime();
        for (int i = 0; i < keys.length; i++) {
            outcomes[i] = entries.close(keys[i]);
        }
        long nanos = System.nanoTime() - start;
        for (Outcome<?> outcome : outcomes) {
            granted(outcome);
        }
        return new Lap(keys.length, nanos / keys.length);
    }

    private Lap closeAll(int peer) throws IOException {
        EntryFilter filter = new EntryFilter.Port(EntryFilter.End.REMOTE, EntryFilter.Comparison.EQUAL, peer);
        CloseRequest request = CloseRequest.of(Protocol.TCP, filter).with(CloseRequest.Option.ALL);
        AtomicLong closed = new AtomicLong();
        long start = System.nanoTime();
        Outcome<?> outcome = entries.close(request, one -> {
            if (one.fate() == Closing.Fate.CLOSED) {
                closed.setPlain(closed.getPlain() + 1);
            }
        });
        long nanos = System.nanoTime() - start;
        granted(outcome);
        return new Lap(closed.get(), nanos);
    }

    private static Endpoint end(String port) {
        return new Endpoint(LOOPBACK, Integer.parseInt(port));
    }

    private static void granted(Outcome<?> outcome) throws IOException {
        if (!(outcome instanceof Outcome.Granted<?>)) {
            throw new IOException("refused: " + outcome);
        }
    }
}
