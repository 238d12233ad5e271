package dev.berth.api;

import java.util.Locale;
import java.util.Optional;

/** The state of an entry of the TCP or UDP table. */
public enum EntryState {
    /** A connection; of UDP, a socket that was connected to a remote address. */
    ESTABLISHED("ESTAB"),
    /** A {@code connect} under way. */
    SYN_SENT("SYN-SENT"),
    /** A connection that came in and is not complete yet; no process has it. */
    SYN_RECV("SYN-RECV"),
    /** Closed on this side, which the peer has not confirmed. */
    FIN_WAIT_1("FIN-WAIT-1"),
    /** Closed on this side; the peer may still send. */
    FIN_WAIT_2("FIN-WAIT-2"),
    /** Over; the port is kept for a minute against late packets. No process has it. */
    TIME_WAIT("TIME-WAIT"),
    /** UDP: bound and not connected. */
    UNCONNECTED("UNCONN"),
    /** Closed by the peer, and still open on this side. */
    CLOSE_WAIT("CLOSE-WAIT"),
    /** Closed by the peer first, then on this side, which the peer has not confirmed. */
    LAST_ACK("LAST-ACK"),
    /** Accepts connections. */
    LISTEN("LISTEN"),
    /** Closed on both sides at once. */
    CLOSING("CLOSING"),
    /** TCP: bound, and neither listening nor connected. Linux lists these from 6.8 on, and only when asked. */
    BOUND("BOUND");

    private final String label;

    EntryState(String label) {
        this.label = label;
    }

    /** {@return how tables spell it: {@code ESTAB}, {@code FIN-WAIT-1}, as {@code ss(8)} does} */
    public String label() {
        return label;
    }

    /** {@return how filters and JSON spell it: {@code established}, {@code fin-wait-1}} */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * {@return the state of a word, if it is one}
     *
     * @param word the word, in any case
     */
    public static Optional<EntryState> of(String word) {
        for (EntryState state : values()) {
            if (state.word().equalsIgnoreCase(word) || state.label.equalsIgnoreCase(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
