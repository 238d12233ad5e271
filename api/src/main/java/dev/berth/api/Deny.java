package dev.berth.api;

/** The error that a stranger's {@code bind} gets. */
public enum Deny {
    /** "Permission denied", as {@code WSAEACCES} on Windows: the default. */
    EACCES,
    /** "Address already in use": for programs that try the next port only on this error. */
    EADDRINUSE;

    /** {@return the word for it on the command line and in JSON: {@code eacces} or {@code eaddrinuse}} */
    public String label() {
        return this == EACCES ? "eacces" : "eaddrinuse";
    }

    /**
     * {@return the error of a {@linkplain #label() label}}
     *
     * @param label the label
     * @throws IllegalArgumentException if the text is no label
     */
    public static Deny of(String label) {
        return switch (label) {
            case "eacces" -> EACCES;
            case "eaddrinuse" -> EADDRINUSE;
            default -> throw new IllegalArgumentException("'" + label + "': eacces or eaddrinuse");
        };
    }
}
