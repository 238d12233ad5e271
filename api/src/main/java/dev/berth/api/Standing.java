package dev.berth.api;

/** How far a reservation or exclusion that was read can be relied on. */
public enum Standing {
    /** The kernel keeps it now. */
    ENFORCED,
    /** It is recorded, and the kernel does not keep it; {@code berth restore} mends that. */
    NOT_ENFORCED,
    /** It is recorded; whoever asked may not look into the kernel, and its token is not known. */
    NOT_VERIFIED;

    /**
     * {@return the word for it in JSON and on the terminal: {@code enforced}, {@code not-enforced} or {@code not-verified}}
     */
    public String label() {
        return switch (this) {
            case ENFORCED -> "enforced";
            case NOT_ENFORCED -> "not-enforced";
            case NOT_VERIFIED -> "not-verified";
        };
    }
}
