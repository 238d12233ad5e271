package dev.berth.daemon;

import dev.berth.kernel.Life;
import java.util.Optional;

/**
 * Who asks: the process that made the connection, as the kernel knows it; nothing that a message says counts.
 *
 * @param uid its effective user when it connected
 * @param process the process, watched
 * @param administrator whether the policy counts it among the administrators
 */
record Asker(long uid, WatchedProcess process, boolean administrator) {
    Life life() {
        return process.life();
    }

    /** Why nothing is done for it, as a clause. */
    Optional<String> objection() {
        return process.hasEnded()
                ? Optional.of("the process that made this connection has ended; make one of your own")
                : Optional.empty();
    }
}
