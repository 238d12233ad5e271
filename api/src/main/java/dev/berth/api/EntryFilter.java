package dev.berth.api;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which entries are meant, in the words of {@code ss(8)} and a few of Berth's own; {@code docs/filters.md} has the
 * grammar. An IPv4 address within IPv6 meets the filters of both of its forms.
 */
public sealed interface EntryFilter {
    /** Every entry: the empty filter. */
    EntryFilter ALL = new All();

    /** Every entry. */
    record All() implements EntryFilter {}

    /**
     * Entries that meet both.
     *
     * @param one the one filter
     * @param other the other filter
     */
    record And(EntryFilter one, EntryFilter other) implements EntryFilter {}

    /**
     * Entries that meet at least one of two.
     *
     * @param one the one filter
     * @param other the other filter
     */
    record Or(EntryFilter one, EntryFilter other) implements EntryFilter {}

    /**
     * Entries that do not meet it.
     *
     * @param filter the filter
     */
    record Not(EntryFilter filter) implements EntryFilter {}

    /**
     * Entries in one of these states.
     *
     * @param states the states
     */
    record State(Set<EntryState> states) implements EntryFilter {
        /** A filter whose set is its own. */
        public State {
            states = Set.copyOf(states);
        }
    }

    /**
     * Entries whose port compares so.
     *
     * @param end which of the two ports
     * @param comparison how it compares
     * @param port with what, host order
     */
    record Port(End end, Comparison comparison, int port) implements EntryFilter {
        /** A filter of a port that there is. */
        public Port {
            requirePort(port);
        }
    }

    /**
     * Entries with an end in a network.
     *
     * @param end which of the two ends
     * @param network an address of the network
     * @param prefix how many leading bits of it count, 0 to {@link IpAddress#bits()}
     * @param port the port of that end, host order, where that counts too
     */
    record Host(End end, IpAddress network, int prefix, OptionalInt port) implements EntryFilter {
        /** A filter of a network that there is. */
        public Host {
            if (prefix < 0 || prefix > network.bits()) {
                throw new IllegalArgumentException(network + " has no prefix of " + prefix + " bits");
            }
            if (port.isPresent()) {
                requirePort(port.getAsInt());
            }
        }
    }

    /**
     * Entries that are bound to an interface.
     *
     * @param name its name or number
     */
    record Device(String name) implements EntryFilter {}

    /**
     * The entry of a cookie.
     *
     * @param cookie the kernel's number of the socket, unsigned
     */
    record Cookie(long cookie) implements EntryFilter {}

    /**
     * Entries that a process has open.
     *
     * @param process its pid, or its command where that is no number
     */
    record Owner(String process) implements EntryFilter {}

    /**
     * Entries whose socket a user made.
     *
     * @param user the user's name or number
     */
    record User(String user) implements EntryFilter {}

    /**
     * Entries that a process of a systemd unit has open.
     *
     * @param unit the unit; {@code .service} may be left out
     */
    record Unit(String unit) implements EntryFilter {}

    /**
     * Connections that have been idle so long; an entry of which nothing is measured meets none of these.
     *
     * @param comparison how the time since data were last sent or received compares
     * @param time with what: whole milliseconds, as the kernel counts them, below 10<sup>11</sup> seconds
     */
    record Idle(Comparison comparison, Duration time) implements EntryFilter {
        private static final Duration TOO_LONG = Duration.ofSeconds(100_000_000_000L);

        /** A filter of a time that can pass. */
        public Idle {
            if (time.isNegative()) {
                throw new IllegalArgumentException(time + " is less than no time");
            }
            if (time.compareTo(TOO_LONG) >= 0) {
                throw new IllegalArgumentException(time + " is longer than 3,000 years");
            }
            if (time.toNanosPart() % 1_000_000 != 0) {
                throw new IllegalArgumentException(time + " is no whole number of milliseconds");
            }
        }
    }

    /**
     * Entries whose local port is in a reservation.
     *
     * @param reservation the reservation's name, or its block; {@code any} for any
     */
    record InReservation(String reservation) implements EntryFilter {}

    /** Which end of an entry. */
    enum End {
        /** The end on this machine: {@code src}, {@code sport}. */
        LOCAL,
        /** The other end: {@code dst}, {@code dport}. */
        REMOTE
    }

    /** How numbers compare. */
    enum Comparison {
        /** Equal. */
        EQUAL("="),
        /** Not equal. */
        NOT_EQUAL("!="),
        /** Less. */
        LESS("<"),
        /** Less or equal. */
        AT_MOST("<="),
        /** Greater. */
        GREATER(">"),
        /** Greater or equal. */
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** {@return the sign in filters: {@code <=}} */
        public String sign() {
            return sign;
        }

        /**
         * {@return whether two numbers compare so}
         *
         * @param one the number on the left
         * @param other the number on the right
         */
        public boolean holds(long one, long other) {
            return switch (this) {
                case EQUAL -> one == other;
                case NOT_EQUAL -> one != other;
                case LESS -> one < other;
                case AT_MOST -> one <= other;
                case GREATER -> one > other;
                case AT_LEAST -> one >= other;
            };
        }
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(port + " is no port");
        }
    }

    /** The names of ports, such as those of {@code services(5)}. */
    interface ServicePorts {
        /** No names at all: ports are numbers. */
        ServicePorts NONE = name -> OptionalInt.empty();

        /**
         * {@return the port of a name, if there is one}
         *
         * @param name the name
         */
        OptionalInt port(String name);
    }

    /**
     * Reads a filter.
     *
     * @param text the filter; blank for {@link #ALL}
     * @param services the names that ports may have
     * @return the filter
     * @throws FilterSyntaxException if it is none; the message names the word and the place
     */
    static EntryFilter parse(String text, ServicePorts services) throws FilterSyntaxException {
        return FilterParser.parse(text, services);
    }

    /**
     * {@return a filter as text that {@link #parse} reads back: {@code src = 127.0.0.1:8080 and cookie = 0x1a2b}; empty
     * for {@link #ALL}}
     *
     * @param filter the filter
     */
    static String text(EntryFilter filter) {
        return FilterText.of(filter);
    }
}
