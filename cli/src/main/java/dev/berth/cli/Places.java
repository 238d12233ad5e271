package dev.berth.cli;

import dev.berth.api.PortBlock;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where state lives: a flag each, or an environment variable, or the usual place.
 *
 * @param cgroup the cgroup whose sockets are guarded; the root of the cgroup2 hierarchy when empty
 * @param bpffs the directory in which the guard is pinned
 * @param store the directory in which reservations are recorded
 * @param socket where berthd listens
 * @param range where runtime reservations come from; where they usually do when empty
 */
record Places(Optional<Path> cgroup, Path bpffs, Path store, Path socket, Optional<PortBlock> range) {
    static final String RUNTIME_RANGE = "BERTH_RUNTIME_RANGE";

    static Places of(Words words, Map<String, String> environment) {
        return new Places(
                place(words, Options.CGROUP, environment, "BERTH_CGROUP"),
                place(words, Options.BPFFS, environment, "BERTH_BPFFS").orElse(Path.of(Options.USUAL_BPFFS)),
                place(words, Options.STORE, environment, "BERTH_STORE").orElse(Path.of(Options.USUAL_STORE)),
                place(words, Options.SOCKET, environment, "BERTH_SOCKET").orElse(Path.of(Options.USUAL_SOCKET)),
                range(words, environment));
    }

    private static Optional<PortBlock> range(Words words, Map<String, String> environment) {
        String where = words.value(Options.RANGE).isPresent() ? Options.RANGE : RUNTIME_RANGE;
        Optional<String> word = words.value(Options.RANGE)
                .or(() ->
                        Optional.of(environment.getOrDefault(RUNTIME_RANGE, "")).filter(value -> !value.isEmpty()));
        if (word.isEmpty()) {
            return Optional.empty();
        }
        try {
            PortBlock range = Blocks.parse(List.of(word.get()));
            range.problem().ifPresent(problem -> {
                throw new UsageException("'" + word.get() + "': " + problem);
            });
            return Optional.of(range);
        } catch (UsageException unsound) {
            throw new UsageException(where + ": " + unsound.getMessage(), unsound);
        }
    }

    private static Optional<Path> place(Words words, String option, Map<String, String> environment, String variable) {
        Optional<String> flag = words.value(option);
        if (flag.isPresent()) {
            if (flag.get().isEmpty()) {
                throw new UsageException(option + " needs a path");
            }
            return Optional.of(path(option, flag.get()));
        }
        String value = environment.getOrDefault(variable, "");
        return value.isEmpty() ? Optional.empty() : Optional.of(path(variable, value));
    }

    /**
     * A word as a path.
     *
     * @param where the option or variable that it comes from
     * @throws UsageException if the locale cannot spell it
     */
    static Path path(String where, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException unsound) {
            throw new UsageException(
                    where + ": '" + value
                            + "' is no path here; set LC_ALL to a locale that has its letters, such as C.UTF-8",
                    unsound);
        }
    }
}
