package dev.berth.api;

/**
 * Whose ports a block means: the pool of TCP, the pool of UDP, or both at once.
 *
 * <p>A pool is shared by IPv4 and IPv6 and belongs to one network namespace. MPTCP sockets take their ports from the
 * TCP pool. A reservation of {@link #TCP_UDP} is one reservation that lies in both pools.
 */
public enum Protocol {
    /** The pool of TCP, and so of MPTCP. */
    TCP("tcp"),
    /** The pool of UDP; UDP-Lite has ports of its own and is not meant. */
    UDP("udp"),
    /** Both pools, as one reservation with one token. */
    TCP_UDP("tcp+udp");

    private final String label;

    Protocol(String label) {
        this.label = label;
    }

    /**
     * {@return the word for it on the command line, in JSON and in file names: {@code tcp}, {@code udp} or {@code tcp+udp}}
     */
    public String label() {
        return label;
    }

    /**
     * {@return whether some pool is meant by both}
     *
     * @param other the other one
     */
    public boolean meets(Protocol other) {
        return this == other || this == TCP_UDP || other == TCP_UDP;
    }

    /**
     * {@return the protocol of a {@linkplain #label() label}}
     *
     * @param label the label
     * @throws IllegalArgumentException if the text is no label; the message lists the labels
     */
    public static Protocol of(String label) {
        for (Protocol protocol : values()) {
            if (protocol.label.equals(label)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("unknown protocol '" + label + "': tcp, udp or tcp+udp");
    }

    @Override
    public String toString() {
        return label;
    }
}
