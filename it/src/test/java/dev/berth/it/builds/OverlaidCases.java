package dev.berth.it.builds;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.junit.ReservedPort;
import java.io.IOException;
import org.junit.jupiter.api.RepeatedTest;

/** The same, where the ports to be reserved are those that the system assigns automatically: in TCP alone. */
final class OverlaidCases {
    static final int RESERVED = 500;
    static final int PROBED = 100;

    private static final int FROM = 10_000;
    private static final int TO = 10_399;

    /** Their ports. */
    static final PortBlock PORTS = PortBlock.between(FROM, TO);

    @RepeatedTest(RESERVED)
    void tcp(@ReservedPort(from = FROM, to = TO) int port) throws IOException {
        ServedPort.reserved(Protocol.TCP, port);
    }

    @RepeatedTest(PROBED)
    void probe() throws IOException {
        ServedPort.probed();
    }
}
