package dev.berth.it.walls;

import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that Berth keeps, as it stood when it was read: what a refusal must leave alone.
 *
 * @param files the store's files by name, with their text
 * @param entries the guard's entries
 * @param listed {@code ip_local_reserved_ports}
 */
public record Everything(Map<String, String> files, Set<GuardEntry> entries, PortSet listed) {
    /** Reads it. */
    public static Everything of(Walls walls) throws IOException {
        Kernel kernel = InsidePorts.kernel(walls);
        return walls.call(() -> new Everything(
                files(walls.store()), entries(kernel), kernel.reservedPorts().read()));
    }

    private static Map<String, String> files(Path store) throws IOException {
        Map<String, String> files = new TreeMap<>();
        if (Files.exists(store)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(store, "*.json")) {
                for (Path file : found) {
                    files.put(String.valueOf(file.getFileName()), Files.readString(file));
                }
            }
        }
        return files;
    }

    private static Set<GuardEntry> entries(Kernel kernel) throws IOException {
        Optional<Guard> pinned = kernel.guardHome().open();
        if (pinned.isEmpty()) {
            return Set.of();
        }
        try (Guard guard = pinned.get()) {
            return new LinkedHashSet<>(guard.entries());
        }
    }
}
