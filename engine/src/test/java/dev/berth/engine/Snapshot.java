package dev.berth.engine;

import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that a change can change, the lock file aside.
 *
 * @param files the store's files with their content, the marker among them
 * @param entries the guard's entries
 * @param claims the guard's claims
 * @param listed the list of reserved ports
 * @param pinned whether there is a guard
 */
record Snapshot(Map<String, String> files, Set<GuardEntry> entries, PortSet claims, PortSet listed, Boolean pinned) {
    static Snapshot of(Machine machine) throws IOException {
        return new Snapshot(
                files(machine.store),
                Set.copyOf(machine.kernel.guardHome().entries()),
                machine.kernel.guardHome().claims(),
                machine.kernel.reservedPorts().listed(),
                machine.kernel.guardHome().isPinned());
    }

    private static Map<String, String> files(Path store) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        if (Files.exists(store)) {
            try (Stream<Path> files = Files.list(store)) {
                for (Path file : files.filter(path -> !path.endsWith(".lock")).toList()) {
                    contents.put(file.getFileName().toString(), Files.readString(file));
                }
            }
        }
        return contents;
    }
}
