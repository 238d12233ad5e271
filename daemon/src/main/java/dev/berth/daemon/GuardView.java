package dev.berth.daemon;

import dev.berth.kernel.Guard;
import dev.berth.kernel.Guard.Pulse;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Kernel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The guard as berthd watches it: open between looks, and opened anew when it was taken out and another one stands there.
 * Belongs to the loop's thread.
 */
final class GuardView implements AutoCloseable {
    private final Kernel kernel;
    private @Nullable Guard guard;
    private Optional<Pulse> last = Optional.empty();

    GuardView(Kernel kernel) {
        this.kernel = kernel;
    }

    /** The guard that is pinned now; empty while there is none. */
    Optional<Guard> guard() throws IOException {
        if (guard != null && guard.pulse().retired()) {
            close();
        }
        if (guard == null) {
            guard = kernel.guardHome().open().orElse(null);
        }
        return Optional.ofNullable(guard);
    }

    /** All entries; none while there is no guard. */
    List<GuardEntry> entries() throws IOException {
        Optional<Guard> open = guard();
        return open.isEmpty() ? List.of() : open.get().entries();
    }

    /** Tells whether anything may have come or gone since this was asked last. */
    boolean hasMoved() throws IOException {
        Optional<Guard> open = guard();
        Optional<Pulse> now =
                open.isEmpty() ? Optional.empty() : Optional.of(open.get().pulse());
        boolean moved = !now.equals(last);
        last = now;
        return moved;
    }

    @Override
    public void close() {
        if (guard != null) {
            guard.close();
            guard = null;
        }
    }
}
