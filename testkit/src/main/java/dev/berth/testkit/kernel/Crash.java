package dev.berth.testkit.kernel;

/** The process dies here: nobody who means well catches an {@code Error}, so nothing is cleaned up behind it. */
public final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    /** A death before a call. */
    Crash(String call) {
        super("crashed before " + call);
    }
}
