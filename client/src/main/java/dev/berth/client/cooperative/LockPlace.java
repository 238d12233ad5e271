package dev.berth.client.cooperative;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the lock file is: a place that all users and all their processes see, unlike {@code java.io.tmpdir}, which each
 * JVM may be told otherwise.
 */
final class LockPlace {
    private static final Path UNIX = Path.of("/tmp");
    private static final String NAME = "berth-ports.lock";

    private LockPlace() {}

    static Path lockFile(Map<String, String> environment) {
        String named = environment.getOrDefault(CooperativePorts.VARIABLE, "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        if (Files.isDirectory(UNIX)) {
            return UNIX.resolve(NAME);
        }
        String shared = environment.getOrDefault("ProgramData", "");
        Path folder = Path.of(shared.isEmpty() ? System.getProperty("java.io.tmpdir") : shared);
        return folder.resolve(NAME);
    }
}
