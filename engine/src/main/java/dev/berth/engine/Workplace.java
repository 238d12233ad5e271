package dev.berth.engine;

import dev.berth.engine.store.StoreDirectory;
import dev.berth.kernel.Kernel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * All that an engine works with; it knows of nothing else.
 *
 * @param kernel the kernel
 * @param store the store
 * @param clock what {@code since} is read from
 * @param privilege who may change what outlives a process
 * @param patience how long a change waits for the lock, asked each time
 * @param pause how to wait
 */
record Workplace(
        Kernel kernel,
        StoreDirectory store,
        InstantSource clock,
        Privilege privilege,
        Supplier<Duration> patience,
        Pause pause) {}
