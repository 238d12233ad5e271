package dev.berth.daemon;

/** Where berthd says what administrators may want to know: whole sentences. Safe for concurrent use. */
public interface Log {
    /** Something happened. */
    void say(String sentence);

    /** Something happened that nobody has foreseen: a mistake in berthd. */
    void broken(String when, Throwable failure);
}
