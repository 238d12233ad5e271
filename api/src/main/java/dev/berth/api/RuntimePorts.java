package dev.berth.api;

/**
 * The ports that this process may have for as long as it lives: what {@link Ports} and other ways to reserve a block have
 * in common.
 *
 * <p>How firmly a block is held is told by {@link AcquiredBlock#isEnforced()}. Ports are in host order. Safe for
 * concurrent use.
 */
public interface RuntimePorts extends AutoCloseable {
    /**
     * Acquires a block for as long as this process lives, for it and its descendants.
     *
     * <p>Refused with {@link Code#WSAEINVAL} for a start or count of 0 and for a block past 65535,
     * {@link Code#WSAEADDRINUSE} where a port of the block that was asked for is taken, {@link Code#WSAENOBUFS} where no
     * block of that size is left, and {@link Code#WSAEACCES} for lack of privilege.
     *
     * @param request which ports
     * @return the block, to be closed
     */
    Outcome<AcquiredBlock> acquire(AcquireRequest request);

    /**
     * Acquires any free block of that size, as {@link #acquire(AcquireRequest)} does, for those to whom a refusal is a
     * failure.
     *
     * @param protocol the pool or pools
     * @param count how many ports
     * @return the block, to be closed
     * @throws IllegalStateException if refused, with the code and the sentence
     */
    default AcquiredBlock acquire(Protocol protocol, int count) {
        return acquire(AcquireRequest.of(protocol, count)).orElseThrow();
    }

    /**
     * Ends a reservation of this process. Sockets that are bound inside stay open.
     *
     * <p>Refused with {@link Code#WSAEINVAL} where none has the token.
     *
     * @param token what {@link #acquire} gave
     * @return the token, which names nothing any more
     */
    Outcome<Token> release(Token token);

    /** Gives back what this object holds of the system; reservations stay. Idempotent. */
    @Override
    void close();
}
