package dev.berth.it.walls;

import dev.berth.api.Listing;
import dev.berth.api.Ports;

/** What a test may have left in walls that it shares with others, above all where it failed midway. */
public final class Leftovers {
    /** Ends every reservation and exclusion. The guard stays: the next test need not load it. */
    public static void remove(Ports ports) {
        Listing left = ports.list().orElseThrow();
        left.runtime().forEach(one -> ports.forceRelease(one.token()).orElseThrow());
        left.reservations()
                .forEach(one -> ports.delete(one.protocol(), one.block()).orElseThrow());
        left.exclusions()
                .forEach(one ->
                        ports.removeExclusion(one.protocol(), one.block()).orElseThrow());
    }

    private Leftovers() {}
}
