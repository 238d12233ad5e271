package dev.berth.bench.contest;

/**
 * One run of a contestant.
 *
 * @param count how many things it found or did: contestants must agree on it
 * @param nanos how long it took
 */
public record Lap(long count, long nanos) {}
