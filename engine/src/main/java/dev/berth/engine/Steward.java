package dev.berth.engine;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Acquires and releases for other processes, in whose name the caller may speak: it has made sure who they are, that they live in
 * the network namespace that is kept, and that its own threads have the capabilities that this takes. Safe for
 * concurrent use.
 */
public final class Steward {
    private final RuntimeReservations runtime;

    Steward(RuntimeReservations runtime) {
        this.runtime = runtime;
    }

    /**
     * Acquires a block that lives as long as the tenant's process. As {@link dev.berth.api.Ports#acquire}, and refused with
     * {@link Code#WSAENOBUFS} where it would exceed the tenant's quota. A tenant with a quota gets no port that takes a capability
     * to bind: asked for by number it is refused with {@link Code#WSAEACCES}.
     *
     * @param request which ports
     * @param tenant who for
     * @param number by which a request that is sent once more is recognized, and gets what it got before; 0 without
     * @param anchor the descriptor, in this process, of a socket whose last close ends it, too
     */
    public Outcome<GuardEntry> acquire(AcquireRequest request, Tenant tenant, long number, OptionalInt anchor) {
        return runtime.acquire(request, Optional.of(tenant), number, anchor);
    }

    /**
     * Ends a reservation.
     *
     * @param owner the process that has to own it; anybody's when empty
     * @return what has ended
     */
    public Outcome<GuardEntry> release(Token token, Optional<Life> owner) {
        return runtime.release(token, owner.isEmpty() ? new Whose.Anybodys() : new Whose.Of(owner.get()));
    }

    /**
     * Removes what a process left behind that has ended: nobody is kept out by it any more, but it is still counted.
     *
     * @return what it held; nothing where others have changed something meanwhile, for then the next change removes it
     */
    public Outcome<List<GuardEntry>> bury(Life owner) {
        return runtime.bury(owner);
    }
}
