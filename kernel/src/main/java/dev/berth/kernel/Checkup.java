package dev.berth.kernel;

import java.util.List;
import java.util.Optional;

/** What this machine can and cannot do for Berth, learned by asking it. */
public interface Checkup {
    /** One finding for each thing that matters, in the order in which they build on each other. */
    List<Finding> findings();

    /**
     * One thing that was looked at.
     *
     * @param subject what, as a noun: {@code libbpf}
     * @param answer whether it is there
     * @param detail what was seen: a version, a path, an error
     * @param remedy what to do about it; empty where nothing needs doing
     */
    record Finding(String subject, Answer answer, String detail, Optional<String> remedy) {}

    /** Whether it is there. */
    enum Answer {
        /** It is there. */
        YES,
        /** It is not, and Berth cannot work without it. */
        NO,
        /** It is not, and Berth works without it, with a limit that the detail names. */
        LIMITED,
        /** The question could not be put, for lack of privilege for instance. */
        UNKNOWN
    }
}
