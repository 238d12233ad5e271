package dev.berth.daemon;

import dev.berth.api.AcquireRequest;
import dev.berth.api.PortBlock;
import dev.berth.engine.EnginePorts;
import dev.berth.engine.Quota;
import java.util.Optional;

/**
 * Who may do what through berthd. Administrators may do everything, within what the engine leaves to automatic assignment.
 *
 * @param administrators who may make persistent reservations, end what others acquired and take the guard away
 * @param quota how much of runtime reservations any other user may hold
 * @param range where runtime reservations of anybody's choice lie; the engine's usual range when empty
 * @param specific which ports users may ask for by number
 */
record Policy(Administrators administrators, Quota quota, Optional<PortBlock> range, Specific specific) {
    /** Ports below are for administrators, whatever a policy says: as they are for root without Berth. */
    static final int FIRST_UNPRIVILEGED = 1024;

    static final Quota USUAL_QUOTA = new Quota(64, 1024);
    static final Specific USUAL_SPECIFIC = Specific.UNPRIVILEGED;

    private static final String MENDING = ", or have an administrator change the policy";

    /** Which ports may be asked for by number. */
    enum Specific {
        /** None. */
        NONE,
        /** Those of the range. */
        RANGE,
        /** All from 1024 on. */
        UNPRIVILEGED
    }

    /** The same, with another range where one was chosen elsewhere. */
    Policy within(Optional<PortBlock> chosen) {
        return new Policy(administrators, quota, chosen.or(() -> range), specific);
    }

    /**
     * Why somebody who is no administrator may not ask for these ports by number, as a clause; empty if they may, or if they
     * ask for any. Says nothing about a block that nobody could have, such as one past the last port: that is the engine's
     * to say.
     */
    Optional<String> objection(AcquireRequest request) {
        return request.start().isEmpty()
                ? Optional.empty()
                : objection(PortBlock.of(request.start().getAsInt(), request.count()));
    }

    private Optional<String> objection(PortBlock block) {
        if (block.start() > 0 && block.start() < FIRST_UNPRIVILEGED) {
            return Optional.of("port " + block.start() + " is below " + FIRST_UNPRIVILEGED
                    + ", and those only administrators acquire; ask for a higher one, or have one reserve it for you with"
                    + " 'berth create'");
        }
        PortBlock chosen = range.orElse(EnginePorts.USUAL_RANGE);
        boolean inside = block.start() >= chosen.start() && block.last() <= chosen.last();
        return switch (specific) {
            case NONE -> Optional.of("the policy lets users ask for no port by number; ask for any port" + MENDING);
            case RANGE ->
                inside
                        ? Optional.empty()
                        : Optional.of("the policy lets users ask by number for ports of " + chosen + " only, and "
                                + block + " is not among them; ask for one of those, or for any port" + MENDING);
            case UNPRIVILEGED -> Optional.empty();
        };
    }
}
