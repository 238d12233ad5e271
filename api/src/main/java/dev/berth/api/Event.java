package dev.berth.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to ports that are held, or to who wanted them. Events are hints: under load some are counted
 * together or left out, and what is held is what {@link Ports#list()} tells.
 *
 * @param kind what happened
 * @param time when
 * @param protocol the pool or pools
 * @param block the ports; of a refused bind the one that was asked for
 * @param token the reservation's; {@link Token#NONE} where there is none, or where it is not told
 * @param process who did it, or whom it happened to, where that is known
 * @param address which address a refused bind named
 * @param times how often it happened since it was told last
 * @param why how it came about, as a clause, where there is more to say
 */
public record Event(
        Kind kind,
        Instant time,
        Protocol protocol,
        PortBlock block,
        Token token,
        Optional<OwnerProcess> process,
        Optional<IpAddress> address,
        long times,
        Optional<String> why) {
    /** What can happen. */
    public enum Kind {
        /** The process asked for a port that is somebody else's, and did not get it. */
        REFUSED("refused"),
        /** The process got a block for as long as it lives. */
        ACQUIRED("acquired"),
        /** The process gave its block back. */
        RELEASED("released"),
        /** A block became free by itself, as its process or socket is gone. */
        ENDED("ended"),
        /** A block is held until it is deleted. */
        CREATED("created"),
        /** A block is held by other rules. */
        CHANGED("changed"),
        /** A block is held no longer. */
        DELETED("deleted"),
        /** A block is kept out of automatic assignment. */
        EXCLUDED("excluded"),
        /** A block may be assigned automatically again. */
        INCLUDED("included");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** {@return the word for it in messages, in JSON and on the terminal} */
        public String label() {
            return label;
        }
    }

    /**
     * {@return an event that happened once, of which nothing else is known}
     *
     * @param kind what happened
     * @param time when
     * @param protocol the pool or pools
     * @param block the ports
     */
    public static Event of(Kind kind, Instant time, Protocol protocol, PortBlock block) {
        return new Event(
                kind, time, protocol, block, Token.NONE, Optional.empty(), Optional.empty(), 1, Optional.empty());
    }

    /**
     * {@return the same with the token of the reservation}
     *
     * @param named the token
     */
    public Event token(Token named) {
        return new Event(kind, time, protocol, block, named, process, address, times, why);
    }

    /**
     * {@return the same with who did it, or whom it happened to}
     *
     * @param who the process
     */
    public Event process(OwnerProcess who) {
        return new Event(kind, time, protocol, block, token, Optional.of(who), address, times, why);
    }

    /**
     * {@return the same with the address that a bind named}
     *
     * @param named the address
     */
    public Event address(IpAddress named) {
        return new Event(kind, time, protocol, block, token, process, Optional.of(named), times, why);
    }

    /**
     * {@return the same, so often}
     *
     * @param often how often it happened since it was told last
     */
    public Event times(long often) {
        return new Event(kind, time, protocol, block, token, process, address, often, why);
    }

    /**
     * {@return the same with how it came about}
     *
     * @param clause how
     */
    public Event why(String clause) {
        return new Event(kind, time, protocol, block, token, process, address, times, Optional.of(clause));
    }
}
