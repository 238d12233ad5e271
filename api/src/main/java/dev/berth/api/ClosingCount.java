package dev.berth.api;

/**
 * What became of the entries of a {@link CloseRequest}, counted.
 *
 * @param matched how many matched
 * @param closed how many were closed
 * @param gone how many somebody else had closed already
 * @param refused how many are still there although they were to be closed
 */
public record ClosingCount(long matched, long closed, long gone, long refused) {}
