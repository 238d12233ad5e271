package dev.berth.api;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A block that this process has acquired: it and its descendants may bind there, and no stranger, as far as the block is
 * {@linkplain #isEnforced() enforced}.
 *
 * <p>The reservation ends when this is closed, and at the latest with the process, however that ends. Sockets that are
 * bound inside stay open. Losing this object without closing it ends nothing.
 *
 * {@snippet class = "dev.berth.it.client.PortsUses" region = "acquire"}
 *
 * <p>Needs no privilege of its own. Safe for concurrent use.
 */
public final class AcquiredBlock implements AutoCloseable {
    private final Token token;
    private final Protocol protocol;
    private final PortBlock block;
    private final boolean enforced;
    private final RuntimePorts ports;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A block that was acquired, and that the kernel keeps.
     *
     * @param token names the reservation
     * @param protocol its pool or pools
     * @param block its ports
     * @param ports whom to ask for its release
     */
    public AcquiredBlock(Token token, Protocol protocol, PortBlock block, RuntimePorts ports) {
        this(token, protocol, block, true, ports);
    }

    private AcquiredBlock(Token token, Protocol protocol, PortBlock block, boolean enforced, RuntimePorts ports) {
        this.token = token;
        this.protocol = protocol;
        this.block = block;
        this.enforced = enforced;
        this.ports = ports;
    }

    /**
     * {@return a block that was acquired, and that only those keep out of who ask for theirs in the same way}
     *
     * @param token names the reservation, within this process
     * @param protocol its pool or pools
     * @param block its ports
     * @param ports whom to ask for its release
     */
    public static AcquiredBlock cooperative(Token token, Protocol protocol, PortBlock block, RuntimePorts ports) {
        return new AcquiredBlock(token, protocol, block, false, ports);
    }

    /** {@return what names the reservation} */
    public Token token() {
        return token;
    }

    /** {@return its pool or pools} */
    public Protocol protocol() {
        return protocol;
    }

    /** {@return its ports} */
    public PortBlock block() {
        return block;
    }

    /**
     * {@return the port at an index from 0, host order}
     *
     * @param index how many ports of the block come before it
     * @throws IndexOutOfBoundsException if the block has no such port
     */
    public int port(int index) {
        return block.port(index);
    }

    /**
     * {@return whether the kernel refuses the block to everybody else; if not, the reservation is cooperative, and a
     * program that does not ask for its ports can take them}
     */
    public boolean isEnforced() {
        return enforced;
    }

    /**
     * Releases the block: strangers can bind at once. Idempotent, and of no effect where the reservation has ended by
     * itself or with the guard. Where it could not be released, closing it again tries again.
     *
     * @throws IllegalStateException if it could not be released, with the code and the sentence
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean ended = false;
        try {
            Outcome<Token> released = ports.release(token);
            ended = released.code() == Code.NO_ERROR || released.code() == Code.WSAEINVAL; // or it had ended before
            if (!ended) {
                released.orElseThrow();
            }
        } finally {
            closed.set(ended);
        }
    }

    /** {@code tcp 9000-9003}. */
    @Override
    public String toString() {
        return protocol + " " + block;
    }
}
