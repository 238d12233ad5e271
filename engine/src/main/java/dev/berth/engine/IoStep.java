package dev.berth.engine;

import java.io.IOException;

/** Something that is done to the kernel or the store, and may fail. */
@FunctionalInterface
interface IoStep {
    /** Does it. */
    void run() throws IOException;
}
