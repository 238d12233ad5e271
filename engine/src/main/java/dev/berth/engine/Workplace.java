package dev.berth.engine;

import dev.berth.engine.store.StoreDirectory;
import dev.berth.kernel.Kernel;
import java.time.Duration;
import java.time.InstantSource;

/**
 * All that an engine works with; it knows of nothing else.
 *
 * @param kernel the kernel
 * @param store the store
 * @param clock what {@code since} is read from
 * @param patience how long a change waits for the lock
 * @param pause how to wait
 */
record Workplace(Kernel kernel, StoreDirectory store, InstantSource clock, Duration patience, Pause pause) {}
