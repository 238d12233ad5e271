package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.PortSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Whose the ports are, as simply as can be said. */
final class PortModel {
    /** The live runtime reservations, by token. */
    final Map<Token, Held> runtime = new HashMap<>();
    /** What the store holds. */
    final List<Held> reserved = new ArrayList<>();

    final List<Held> excluded = new ArrayList<>();
    /** The ports that strangers listen on. */
    final List<Held> sockets = new ArrayList<>();

    boolean disabled;

    /**
     * A block that somebody has.
     *
     * @param owner the process; 0 for none
     * @param anchor the socket whose close ends it
     */
    record Held(Protocol protocol, PortBlock block, int owner, OptionalInt anchor) {
        Held(Protocol protocol, PortBlock block) {
            this(protocol, block, 0, OptionalInt.empty());
        }

        boolean meets(Protocol other, PortBlock ports) {
            return protocol.meets(other) && block.overlaps(ports);
        }
    }

    /** Tells whether nobody has a port of the block. */
    boolean isFree(Protocol protocol, PortBlock block) {
        return Stream.of(runtime.values(), reserved, excluded, sockets)
                .flatMap(held -> held.stream())
                .noneMatch(held -> held.meets(protocol, block));
    }

    /** Tells whether some block of a range is free. */
    boolean hasFree(Protocol protocol, PortBlock range, int count) {
        for (int start = range.start(); start + count - 1 <= range.last(); start++) {
            if (isFree(protocol, PortBlock.of(start, count))) {
                return true;
            }
        }
        return false;
    }

    /** What the list of reserved ports must hold at least. */
    PortSet needed(PortBlock automatic) {
        PortSet some =
                PortSet.of(runtime.values().stream().map(Held::block).toList()).and(PortSet.of(automatic));
        return PortSet.of(Stream.concat(reserved.stream(), excluded.stream())
                        .map(Held::block)
                        .toList())
                .plus(some);
    }
}
