package dev.berth.daemon;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;

/**
 * Who may make persistent reservations and end what others acquired, besides root. By number: names are looked up once,
 * when the policy is read, because a name service may take its time.
 *
 * @param users effective users
 * @param groups groups, effective or supplementary
 */
record Administrators(Set<Long> users, Set<Long> groups) {
    /** What others lack, as a clause. */
    static final String LACK = "only for administrators: to berthd these are root, and whom its policy names, the group"
            + " berth unless told otherwise";

    private static final long ROOT = 0;

    /** Administrators whose sets are their own. */
    Administrators {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
    }

    /** Whether a process of this user and these groups is one. */
    boolean include(long uid, Collection<Long> gids) {
        return uid == ROOT || users.contains(uid) || !Collections.disjoint(groups, gids);
    }
}
