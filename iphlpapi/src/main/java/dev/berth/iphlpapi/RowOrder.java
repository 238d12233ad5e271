package dev.berth.iphlpapi;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.IpAddress;
import java.util.Comparator;
import java.util.function.Function;

/**
 * The documented order of rows: by the local address, its scope and the local port, then by the remote ones. They are
 * compared as numbers, not as the bytes of a row would be on a little-endian machine.
 */
final class RowOrder {
    private static final Comparator<IpAddress> ADDRESSES = (one, other) -> {
        int high = Long.compareUnsigned(one.high(), other.high());
        return high != 0 ? high : Long.compareUnsigned(one.low(), other.low());
    };

    static final Comparator<Entry> BY_ENDS = by(Entry::local).thenComparing(by(Entry::remote));

    private static Comparator<Entry> by(Function<Entry, Endpoint> end) {
        return Comparator.comparing((Entry entry) -> end.apply(entry).address().unmapped(), ADDRESSES)
                .thenComparing((one, other) ->
                        Integer.compareUnsigned(Rows.scope(one, end.apply(one)), Rows.scope(other, end.apply(other))))
                .thenComparingInt(entry -> end.apply(entry).port());
    }

    private RowOrder() {}
}
