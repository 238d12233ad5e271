package dev.berth.engine.store;

import dev.berth.api.Consumer;
import dev.berth.kernel.Rights;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Consumers in the kernel's terms, and how many of them one reservation can name. */
public final class ConsumerRights {
    /** The largest number of a user or group; the one above it means "no change" to the kernel. */
    public static final long MAX_ID = 0xFFFF_FFFEL;

    private ConsumerRights() {}

    /** The rights of consumers whose numbers are known. */
    public static Rights of(List<Consumer> consumers) {
        List<Long> users = new ArrayList<>();
        List<Long> groups = new ArrayList<>();
        List<String> cgroups = new ArrayList<>();
        for (Consumer consumer : consumers) {
            switch (consumer) {
                case Consumer.User user -> users.add(user.uid().orElseThrow());
                case Consumer.Group group -> groups.add(group.gid().orElseThrow());
                case Consumer.Cgroup cgroup -> cgroups.add(cgroup.path());
            }
        }
        return new Rights(users, groups, cgroups);
    }

    /** Why one reservation cannot name all of these, as a clause; empty if it can. */
    public static Optional<String> problem(List<Consumer> consumers) {
        int users = 0;
        int groups = 0;
        int cgroups = 0;
        int pathBytes = 0;
        for (Consumer consumer : consumers) {
            switch (consumer) {
                case Consumer.User _ -> users++;
                case Consumer.Group _ -> groups++;
                case Consumer.Cgroup(String path) -> {
                    if (path.chars().anyMatch(Character::isISOControl)) {
                        return Optional.of("the path of a cgroup has no control characters");
                    }
                    int parts = path.split("/", -1).length - 1;
                    if (parts > Rights.MAX_DEPTH) {
                        return tooMany(parts, "parts of a cgroup path", Rights.MAX_DEPTH);
                    }
                    cgroups++;
                    // The leading slash goes, an end mark comes.
                    pathBytes += path.getBytes(StandardCharsets.UTF_8).length;
                }
            }
        }
        if (users > Rights.MAX_USERS) {
            return tooMany(users, "users", Rights.MAX_USERS);
        } else if (groups > Rights.MAX_GROUPS) {
            return tooMany(groups, "groups", Rights.MAX_GROUPS);
        } else if (cgroups > Rights.MAX_CGROUPS) {
            return tooMany(cgroups, "cgroups", Rights.MAX_CGROUPS);
        } else if (pathBytes > Rights.MAX_PATH_BYTES) {
            return tooMany(pathBytes, "bytes of cgroup paths", Rights.MAX_PATH_BYTES);
        }
        return Optional.empty();
    }

    private static Optional<String> tooMany(int wanted, String what, int most) {
        return Optional.of(wanted + " " + what + " are more than the " + most + " that one reservation can name");
    }
}
