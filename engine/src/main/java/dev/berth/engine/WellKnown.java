package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.kernel.PortSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ports of the runtime range that well-known servers listen on unless told otherwise, whether or not the machine's table
 * of services names them: Debian's, for one, leaves most of them out.
 */
final class WellKnown {
    private static final PortSet PORTS = PortSet.of(Stream.concat(
                    Stream.of(
                                    20048, // mountd
                                    20880, // Dubbo
                                    22000, // Syncthing
                                    24224, // Fluentd
                                    24800, // Synergy, Barrier
                                    25565, // Minecraft
                                    25575, // Minecraft's remote console
                                    25672, // RabbitMQ, between its nodes
                                    25826, // collectd
                                    26257, // CockroachDB
                                    26379, // Redis Sentinel
                                    28015, // RethinkDB
                                    29015, // RethinkDB, between its nodes
                                    29092) // Kafka, beside itself
                            .map(PortBlock::of),
                    List.of(
                            PortBlock.between(24007, 24008), // GlusterFS
                            PortBlock.between(27015, 27020)) // MongoDB, Source engine
                            .stream())
            .toList());

    private WellKnown() {}

    /** The ports. */
    static PortSet ports() {
        return PORTS;
    }
}
