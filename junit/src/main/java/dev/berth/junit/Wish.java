package dev.berth.junit;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an annotation asks for.
 *
 * @param kind which annotation it is
 * @param protocol the pool or pools
 * @param count how many ports
 * @param from the lowest that will do, as it was written
 * @param to the highest that will do, as it was written
 * @param scope how long
 * @param name who gives the same one shares; empty for none
 */
record Wish(Kind kind, Protocol protocol, int count, int from, int to, Scope scope, String name) {
    /** The lowest port that needs no privilege. */
    private static final int LOWEST = 1024;

    /** What is written on an element, itself or by way of another annotation. */
    interface Annotations {
        <A extends Annotation> Optional<A> find(Class<A> type);
    }

    /** All that is asked for on an element; one at most, if it makes sense. */
    static List<Wish> on(Annotations element) {
        List<Wish> wishes = new ArrayList<>();
        element.find(ReservedPort.class)
                .map(it -> new Wish(Kind.PORT, it.protocol(), 1, it.from(), it.to(), it.scope(), it.name()))
                .ifPresent(wishes::add);
        element.find(ReservedPorts.class)
                .map(it -> new Wish(Kind.PORTS, it.protocol(), it.count(), it.from(), it.to(), it.scope(), it.name()))
                .ifPresent(wishes::add);
        element.find(ClosedPort.class)
                .map(it -> new Wish(Kind.CLOSED, Protocol.TCP, 1, 0, 0, it.scope(), it.name()))
                .ifPresent(wishes::add);
        return wishes;
    }

    /** Why nobody can grant it, as a sentence; empty if somebody can. */
    Optional<String> problem() {
        if (count < 1 || count > PortBlock.MAX_PORT) {
            return Optional.of("count is " + count + ", and a block has 1 to " + PortBlock.MAX_PORT
                    + " ports; say how many it is to have");
        }
        String range = "the range " + lowest() + " to " + highest();
        if (lowest() < 1 || highest() < 1 || lowest() > PortBlock.MAX_PORT || highest() > PortBlock.MAX_PORT) {
            return Optional.of(range + " leaves the ports, which are 1 to " + PortBlock.MAX_PORT
                    + "; stay inside, or leave it out for any port");
        }
        if (lowest() > highest()) {
            return Optional.of(range + " ends before it starts; "
                    + (from == 0 ? "without from it starts at " + LOWEST + ", so say from, too" : "exchange the two"));
        }
        if (highest() - lowest() + 1 < count) {
            return Optional.of(range + " has fewer ports than the count of " + count + "; widen it, or ask for fewer");
        }
        return Optional.empty();
    }

    /** Where the ports are to lie; empty if that does not matter. */
    Optional<PortBlock> range() {
        return from == 0 && to == 0 ? Optional.empty() : Optional.of(PortBlock.between(lowest(), highest()));
    }

    /** What those who share it agree on, in words. */
    String terms() {
        return count + " " + protocol + (count == 1 ? " port" : " ports")
                + range().map(range -> " within " + range).orElse("");
    }

    private int lowest() {
        return from == 0 ? LOWEST : from;
    }

    private int highest() {
        return to == 0 ? PortBlock.MAX_PORT : to;
    }
}
