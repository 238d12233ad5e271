package dev.berth.api;

/** What a runtime reservation lives as long as, unless it is released before. */
public enum Lifetime {
    /** Its owner process. */
    PROCESS,
    /** The socket that it was acquired on, and no longer than its owner process. */
    SOCKET;

    /** {@return the word for it in JSON and tables: {@code process} or {@code socket}} */
    public String label() {
        return this == PROCESS ? "process" : "socket";
    }
}
