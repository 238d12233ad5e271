package dev.berth.daemon;

import dev.berth.api.Event;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.GuardEntry;

/** Takes note of what happens. Belongs to the loop's thread. */
interface Witness {
    /** A runtime reservation has begun. */
    void acquired(GuardEntry entry, Asker asker);

    /** It was given back. */
    void released(GuardEntry entry, Asker asker);

    /**
     * It has ended by itself.
     *
     * @param why how, as a clause
     */
    void ended(GuardEntry entry, String why);

    /** Something that lasts has changed. */
    void changed(Event.Kind kind, Protocol protocol, PortBlock block, Asker asker);
}
