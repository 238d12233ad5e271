package dev.berth.bench.contest;

import java.io.IOException;

/** Somebody whose time is taken. */
public interface Contestant {
    /** {@return the name in the tables, which is the same at every scale} */
    String name();

    /**
     * Runs once and takes its own time: what has to be made ready for it is not counted.
     *
     * @return how it went
     */
    Lap run() throws IOException;
}
