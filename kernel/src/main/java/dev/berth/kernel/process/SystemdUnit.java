package dev.berth.kernel.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The systemd unit that a cgroup belongs to, read from its path. */
final class SystemdUnit {
    /** Kinds of units that have processes; slices only hold other units. {@code systemd.unit(5)} has the letters. */
    private static final Pattern UNIT = Pattern.compile("_?+([\\w:.@\\\\-]+\\.(?:service|scope|socket|mount|swap))");

    /** The innermost unit on the way to a cgroup: of a user's own service it is that service. */
    static Optional<String> of(String cgroup) {
        return List.of(cgroup.split("/", -1)).reversed().stream()
                .map(UNIT::matcher)
                .filter(matcher -> matcher.matches())
                .findFirst()
                .map(matcher -> matcher.group(1));
    }

    private SystemdUnit() {}
}
