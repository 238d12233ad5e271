package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.kernel.PortSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is in a block, as one look found it.
 *
 * @param unseen ports that are held by sockets which no table shows
 * @param obstacles the sockets in the way, by port; the processes that each names are those in the way
 * @param adopted the sockets that may stay, by port
 */
record Occupancy(PortSet unseen, List<Entry> obstacles, List<Entry> adopted) {
    /** Nobody. */
    static final Occupancy NOBODY = new Occupancy(PortSet.EMPTY, List.of(), List.of());

    /** An occupancy whose lists are its own. */
    Occupancy {
        obstacles = List.copyOf(obstacles);
        adopted = List.copyOf(adopted);
    }

    /** Whether nobody is in the way. */
    boolean isFree() {
        return unseen.isEmpty() && obstacles.isEmpty();
    }

    /** Of two pools. */
    Occupancy plus(Occupancy other) {
        return new Occupancy(unseen.plus(other.unseen), both(obstacles, other.obstacles), both(adopted, other.adopted));
    }

    private static List<Entry> both(List<Entry> one, List<Entry> other) {
        List<Entry> both = new ArrayList<>(one);
        both.addAll(other);
        both.sort((left, right) ->
                Integer.compare(left.local().port(), right.local().port()));
        return both;
    }
}
