package dev.berth.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A unit of {@code packaging/systemd}, as systemd.syntax(7) has it: assignments, several to one name add up. */
record UnitFile(Map<String, List<String>> assignments) {
    private static final Path FOLDER = Path.of(System.getProperty("berth.root"), "packaging", "systemd");

    static UnitFile read(String name) throws IOException {
        Map<String, List<String>> assignments = new LinkedHashMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve(name))) {
            int sign = line.indexOf('=');
            if (sign > 0 && !line.startsWith("#")) {
                assignments
                        .computeIfAbsent(line.substring(0, sign), _ -> new ArrayList<>())
                        .add(line.substring(sign + 1));
            }
        }
        return new UnitFile(assignments);
    }

    /** What stands behind a name; several words, too. */
    List<String> words(String name) {
        return assignments.getOrDefault(name, List.of()).stream()
                .flatMap(value -> List.of(value.split(" ")).stream())
                .toList();
    }
}
