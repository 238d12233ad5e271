package dev.berth.bench.contest;

/**
 * One run of a contestant.
 *
 * @param count how many things it found or did: contestants must agree on it
 * @param nanos how long it took, in nanoseconds; where the contest measures something else, how much that was
 */
public record Lap(long count, long nanos) {}
