package dev.berth.junit;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.client.Mode;
import dev.berth.client.ProcessPorts;

/** Somebody else who reserves ports in the same way. */
final class Stranger {
    /** Whether a port is reserved in a pool: then nobody else is given it. */
    static boolean isKeptOut(Protocol protocol, int port) {
        try (ProcessPorts other = ProcessPorts.ofThisMachine(Mode.COOPERATIVE)) {
            Outcome<AcquiredBlock> asked =
                    other.acquire(AcquireRequest.of(protocol, 1).startingAt(port));
            if (asked instanceof Outcome.Refused<AcquiredBlock> refused) {
                if (refused.code() != Code.WSAEADDRINUSE) {
                    throw new AssertionError(refused);
                }
                return true;
            }
            asked.orElseThrow().close();
            return false;
        }
    }

    /** Whether a TCP port is reserved. */
    static boolean isKeptOut(int port) {
        return isKeptOut(Protocol.TCP, port);
    }

    private Stranger() {}
}
