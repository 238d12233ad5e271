package dev.berth.engine;

import dev.berth.api.Entry;

/** The exact test that a filter is. */
interface EntryTest {
    /** Whether an entry meets the filter. */
    boolean holds(Entry entry);

    /** Whether the entry must have its owners for that. */
    boolean needsOwners();

    /** Whether the entry must have its measurements for that. */
    boolean needsMeasurements();
}
