package dev.berth.engine;

import dev.berth.engine.store.StoreContents;
import java.util.Optional;

/**
 * What a change finds: the lock is held, and the kernel keeps what the store records.
 *
 * @param contents what the store records
 * @param live the kernel's side; empty while Berth is disabled
 * @param undo where to note how to take the change back
 */
record Scene(StoreContents contents, Optional<Live> live, Undo undo) {}
