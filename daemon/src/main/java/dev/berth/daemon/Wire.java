package dev.berth.daemon;

import dev.berth.kernel.unix.MessageBuffer;

/**
 * What all connections share.
 *
 * @param loop who waits for them
 * @param buffer what they receive and send by, each within one call of the loop's
 * @param closers closes what strangers have passed
 * @param counters what is counted
 */
record Wire(Loop loop, MessageBuffer buffer, Closers closers, Counters counters) {}
