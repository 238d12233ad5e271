package dev.berth.daemon;

import dev.berth.kernel.unix.Fd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The descriptors that have come over one connection and belong to a call which is still to be handed out. */
final class Passed {
    private final List<Fd> descriptors = new ArrayList<>();
    /** So many calls stand before the one that they came with. */
    private int callsBefore;

    /** Takes what comes. */
    List<Fd> list() {
        return descriptors;
    }

    /**
     * Some have come, with these bytes, the last of all that is to be handed out. They were sent beside the last call that
     * begins there: calls that were sent before may have come at once with it, those that were sent after it not.
     */
    void came(byte[] unread) {
        callsBefore = 0;
        for (int i = 0; i < unread.length - 1; i++) {
            callsBefore += unread[i] == 0 ? 1 : 0;
        }
    }

    /** How many there are. */
    int size() {
        return descriptors.size();
    }

    /** The one that came with the call which is handed out next. */
    Optional<Fd> next() {
        if (descriptors.isEmpty()) {
            return Optional.empty();
        }
        if (callsBefore > 0) {
            callsBefore--;
            return Optional.empty();
        }
        return Optional.of(descriptors.removeFirst());
    }

    /** Lets go of all. */
    void drop(Closers closers, Allowance allowance) {
        closers.close(descriptors, allowance);
        descriptors.clear();
    }
}
