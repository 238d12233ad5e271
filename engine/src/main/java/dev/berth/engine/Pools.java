package dev.berth.engine;

import dev.berth.api.Protocol;
import java.util.List;

/** The single pools that a protocol means. */
final class Pools {
    private Pools() {}

    /** One pool, or both. */
    static List<Protocol> of(Protocol protocol) {
        return switch (protocol) {
            case TCP, UDP -> List.of(protocol);
            case TCP_UDP -> List.of(Protocol.TCP, Protocol.UDP);
        };
    }
}
