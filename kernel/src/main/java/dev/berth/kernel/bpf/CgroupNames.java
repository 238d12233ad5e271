package dev.berth.kernel.bpf;

import dev.berth.kernel.cgroup.Cgroup2;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which cgroup a number means, each asked for once, as many refusals of one are reported together. By the number and not
 * by the process: that may have ended, moved on or left its number to another, and the cgroup is still there.
 */
final class CgroupNames {
    private final Map<Long, Optional<String>> names = new HashMap<>();

    Optional<String> name(long id) {
        return names.computeIfAbsent(id, CgroupNames::ask);
    }

    private static Optional<String> ask(long id) {
        try {
            return Cgroup2.find().group(id);
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
