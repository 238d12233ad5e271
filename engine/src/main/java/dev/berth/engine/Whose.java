package dev.berth.engine;

import dev.berth.kernel.Life;

/** Whose reservations may be released. */
sealed interface Whose {
    /** Those of the calling process. */
    record Own() implements Whose {}

    /** Anybody's. */
    record Anybodys() implements Whose {}

    /**
     * Those of a process.
     *
     * @param owner the process
     */
    record Of(Life owner) implements Whose {}

    /**
     * Tells whether what a process owns is among them.
     *
     * @param self the calling process
     */
    default boolean includes(Life owner, Life self) {
        return switch (this) {
            case Anybodys() -> true;
            case Own() -> isSame(owner, self);
            case Of(Life other) -> isSame(owner, other);
        };
    }

    private static boolean isSame(Life one, Life other) {
        return one.equals(other) && !one.equals(Life.NOBODY);
    }
}
