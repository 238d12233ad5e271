package dev.berth.iphlpapi;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.Outcome;
import dev.berth.api.Token;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What the reservations hang on that were acquired on a socket. The kernel ties one reservation to a socket: the first
 * hangs on the socket itself, and each further one that lives beside it on a socket of its own, closed with it.
 *
 * <p>Safe for concurrent use.
 */
final class Anchors {
    private final Fd socket;
    private final Map<Token, Fd> ofTokens = new HashMap<>();

    Anchors(Fd socket) {
        this.socket = socket;
    }

    /** Acquires on the descriptor that the request is given. */
    synchronized Outcome<AcquiredBlock> acquire(IntFunction<Outcome<AcquiredBlock>> request) throws SyscallException {
        boolean isFirst = !ofTokens.containsValue(socket);
        Fd anchor = isFirst ? socket : Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0, "an anchor");
        boolean isUsed = false;
        try {
            Outcome<AcquiredBlock> outcome = request.apply(anchor.number());
            if (outcome instanceof Outcome.Granted<AcquiredBlock> granted) {
                ofTokens.put(granted.value().token(), anchor);
                isUsed = true;
            }
            return outcome;
        } finally {
            if (!isUsed && !isFirst) {
                anchor.close();
            }
        }
    }

    /** The reservation of this token has ended, wherever it was acquired. */
    synchronized void release(Token token) {
        Fd anchor = ofTokens.remove(token);
        if (anchor != null && anchor != socket) {
            anchor.close();
        }
    }

    /** Closes the sockets that are not the socket itself. */
    synchronized void close() {
        ofTokens.values().stream().filter(anchor -> anchor != socket).forEach(Fd::close);
        ofTokens.clear();
    }
}
