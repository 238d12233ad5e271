package dev.berth.it.thieves;

import dev.berth.api.PortBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges whether a stranger held a port of a block while it was somebody's: from when Create had answered 0 to when Delete
 * was called. Both sides look at the kernel's monotonic clock, and each only while it is certain of what it has. Not safe
 * for concurrent use.
 */
final class GrantReferee {
    private final PortBlock block;
    /** By when they began: they do not overlap. */
    private final TreeMap<Long, Long> grants = new TreeMap<>();

    private final List<String> fouls = new ArrayList<>();
    private long holdings;

    GrantReferee(PortBlock block) {
        this.block = block;
    }

    void granted(long from, long until) {
        grants.put(from, until);
    }

    void held(int by, int port, int udp, long from, long until) {
        holdings++;
        Map.Entry<Long, Long> last = grants.floorEntry(until);
        if (block.contains(port) && last != null && last.getValue() > from) {
            fouls.add((udp == 0 ? "tcp " : "udp ") + port + ": racer " + by + " from " + from + " to " + until
                    + ", granted from " + last.getKey() + " to " + last.getValue());
        }
    }

    int grants() {
        return grants.size();
    }

    /** How often a stranger had a port of the block, rightly or not. */
    long holdings() {
        return holdings;
    }

    List<String> fouls() {
        return fouls;
    }
}
