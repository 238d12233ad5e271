package dev.berth.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The long form of a test: {@code ./check} has time for a short one, {@code ./check --soak} runs those that bear the tag
 * alone and at length.
 */
public final class Soak {
    /** Marks a test, by {@code @Tag}, that has a long form. */
    public static final String TAG = "soak";

    private static final boolean LONG = Boolean.getBoolean("berth.soak");

    private Soak() {}

    /**
     * {@return how often, in the form that is run}
     *
     * @param everyday in the short form
     * @param soak in the long one
     */
    public static int times(int everyday, int soak) {
        return LONG ? soak : everyday;
    }

    /**
     * Says what was tried and what came of it, in one line: among what the run prints, and in {@code target/proof.txt}, which
     * {@code ./check} prints at its end. May be called by several JVMs at once.
     */
    public static void say(String counts) throws IOException {
        System.out.println(counts);
        Path proof = Path.of(System.getProperty("berth.root"), "target", "proof.txt");
        Files.createDirectories(proof.getParent());
        // One write of a file opened to append: lines of two JVMs do not mix.
        Files.writeString(proof, counts + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
