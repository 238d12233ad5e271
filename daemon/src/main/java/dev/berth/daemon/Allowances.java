package dev.berth.daemon;

import java.util.HashMap;
import java.util.Map;

/** What each user may make berthd keep, by whatever door they come in. Belongs to the loop's thread. */
final class Allowances {
    private final Map<Long, Allowance> users = new HashMap<>();

    /** A user's. */
    Allowance of(long uid) {
        return users.computeIfAbsent(uid, _ -> new Allowance());
    }

    /** Forgets a user of whom nothing is kept. */
    void forgetUnused(long uid) {
        users.computeIfPresent(uid, (_, allowance) -> allowance.isUnused() ? null : allowance);
    }
}
