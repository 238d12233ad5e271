package dev.berth.it.builds;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.junit.ReservedPort;
import java.io.IOException;
import org.junit.jupiter.api.RepeatedTest;

/**
 * The tests of one fork of a storm: five hundred that reserve their ports, and some that probe for them. Where they reserve
 * within a range, it has so few ports that the forks cannot but meet.
 */
final class StormCases {
    static final int RESERVED = 500;
    static final int PROBED = 100;

    private static final int FROM = 10_000;
    private static final int TO = 10_299;

    /** Ports of TCP alone, which may be automatic ones meanwhile. */
    static final PortBlock TCP = PortBlock.between(FROM, TO);
    /** They, and some for those who probe. */
    static final PortBlock AUTOMATIC = PortBlock.between(FROM - 100, TO);

    @RepeatedTest(50)
    void tcp(@ReservedPort int port) throws IOException {
        ServedPort.reserved(Protocol.TCP, port);
    }

    @RepeatedTest(200)
    void tcpAmong(@ReservedPort(from = FROM, to = TO) int port) throws IOException {
        ServedPort.reserved(Protocol.TCP, port);
    }

    @RepeatedTest(125)
    void udp(@ReservedPort(protocol = Protocol.UDP, from = 11_000, to = 11_059) int port) throws IOException {
        ServedPort.reserved(Protocol.UDP, port);
    }

    @RepeatedTest(125)
    void both(@ReservedPort(protocol = Protocol.TCP_UDP, from = 12_000, to = 12_059) int port) throws IOException {
        ServedPort.reserved(Protocol.TCP_UDP, port);
    }

    @RepeatedTest(PROBED)
    void probe() throws IOException {
        ServedPort.probed();
    }
}
