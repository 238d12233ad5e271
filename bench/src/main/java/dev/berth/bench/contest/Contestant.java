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

    /** A run of a contestant. */
    @FunctionalInterface
    interface Run {
        /** {@return how it went} */
        Lap lap() throws IOException;
    }

    /**
     * {@return a contestant}
     *
     * @param name its name
     * @param run what it does
     */
    static Contestant of(String name, Run run) {
        return new Contestant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Lap run() throws IOException {
                return run.lap();
            }
        };
    }
}
