package dev.berth.engine;

import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;

/** Counts what it hands on. */
final class Listed implements Sink<Entry> {
    private final Sink<? super Entry> sink;
    private long count;

    Listed(Sink<? super Entry> sink) {
        this.sink = sink;
    }

    @Override
    public void take(Entry found) {
        count++;
        sink.take(found);
    }

    long count() {
        return count;
    }
}
