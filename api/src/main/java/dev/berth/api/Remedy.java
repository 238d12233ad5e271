package dev.berth.api;

/**
 * What to do about sockets that are in a block already when it is to be reserved. Without a remedy, any of them is a
 * reason to refuse.
 *
 * <p>What a remedy ended stays ended, also where the reservation is refused after all; the sentence tells.
 */
public enum Remedy {
    /**
     * Sockets stay where all processes that have them open are named consumers, judged as the guard judges a bind. So do
     * the connections of such a port that no process has, or has any more.
     */
    ADOPT,
    /**
     * Sockets that free their port that way are closed: accepted connections, connections from a port that the kernel
     * chose, and what is left of connections that were closed. No listener and no unconnected UDP socket is touched:
     * each keeps its port until its process closes it. Nor is a socket that the caller or one of its ancestors has open.
     */
    EVICT,
    /**
     * As {@link #EVICT}; and processes whose sockets keep their ports are asked to end, by {@code SIGTERM}, and given
     * five seconds. Never the caller, one of its ancestors, or process 1.
     */
    TERMINATE
}
