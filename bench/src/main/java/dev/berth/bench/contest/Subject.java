package dev.berth.bench.contest;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Something that Berth does, measured beside others who do it. */
public interface Subject {
    /** {@return the heading} */
    String title();

    /** {@return what the scales count: {@code sockets}} */
    String scale();

    /** Runs a command and tells the first line it prints. */
    @FunctionalInterface
    interface FirstLine {
        /**
         * {@return the first line}
         *
         * @param command the command
         */
        String of(List<String> command) throws IOException;
    }

    /**
     * {@return the peers' versions, name by name}
     *
     * @param versions who asks them
     */
    Map<String, String> peers(FirstLine versions) throws IOException;

    /**
     * Runs all contests.
     *
     * @param series takes them
     */
    void measure(Series series) throws IOException;

    /** {@return what is to be reached} */
    List<Reach> reaches();

    /** {@return how the contestants are to be understood, a paragraph each} */
    List<String> notes();
}
