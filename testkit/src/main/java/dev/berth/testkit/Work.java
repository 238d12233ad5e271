package dev.berth.testkit;

/**
 * Something to do elsewhere that may fail.
 *
 * @param <T> what comes of it
 * @param <X> how it may fail
 */
@FunctionalInterface
public interface Work<T, X extends Exception> {
    /** Does it. */
    T run() throws X;
}
