package dev.berth.it.walls;

import dev.berth.api.CloseRequest;
import dev.berth.api.Closing;
import dev.berth.api.ClosingCount;
import dev.berth.api.Entries;
import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.Outcome;
import dev.berth.engine.EngineEntries;
import dev.berth.kernel.Kernel;
import dev.berth.testkit.Netns;
import dev.berth.testkit.Walls;
import java.util.Map;

/** The engine's entries of a network namespace, whatever thread asks for them. */
public final class InsideEntries implements Entries {
    private final Netns network;
    private final Entries engine;

    private InsideEntries(Netns network, Entries engine) {
        this.network = network;
        this.engine = engine;
    }

    /** The entries of walls. */
    public static Entries of(Walls walls) {
        return of(walls, InsidePorts.kernel(walls));
    }

    /** The entries of walls with another kernel. */
    public static Entries of(Walls walls, Kernel kernel) {
        return new InsideEntries(walls.network(), new EngineEntries(kernel, InsidePorts.of(walls)));
    }

    @Override
    public Outcome<Long> list(EntryQuery query, Sink<? super Entry> sink) {
        return network.call(() -> engine.list(query, sink));
    }

    @Override
    public Outcome<Map<EntryState, Long>> count(EntryQuery query) {
        return network.call(() -> engine.count(query));
    }

    @Override
    public Outcome<Entry> close(EntryKey key) {
        return network.call(() -> engine.close(key));
    }

    @Override
    public Outcome<ClosingCount> close(CloseRequest request, Sink<? super Closing> sink) {
        return network.call(() -> engine.close(request, sink));
    }
}
