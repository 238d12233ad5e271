package dev.berth.maven;

import dev.berth.api.AcquiredBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ports that a build keeps, by project and name. One name may have several, since a phase may run again for goals that
 * fork the lifecycle. Safe for concurrent use.
 */
final class KeptPorts {
    private final Map<String, List<Kept>> projects = new LinkedHashMap<>();

    /** A port and the name that it was reserved as. */
    private record Kept(String name, AcquiredBlock port) {
        @Override
        public String toString() {
            return port + " (" + name + ")";
        }
    }

    /** Keeps ports. */
    synchronized void keep(String project, Map<String, AcquiredBlock> ports) {
        List<Kept> kept = projects.computeIfAbsent(project, fresh -> new ArrayList<>());
        ports.forEach((name, port) -> kept.add(new Kept(name, port)));
    }

    /**
     * Releases a project's ports of some names, or all of them where no name is given.
     *
     * @return what was released, for the log
     * @throws IllegalArgumentException if a name is empty, or the project has no port of it; then nothing is released
     * @throws IllegalStateException if one cannot be released; it and those after it are kept
     */
    synchronized List<String> release(String project, List<String> names) {
        List<Kept> kept = projects.getOrDefault(project, List.of());
        Set<String> known = kept.stream().map(Kept::name).collect(Collectors.toCollection(TreeSet::new));
        for (String name : names) {
            PortNames.requireFilled(name);
            if (!known.contains(name)) {
                throw new IllegalArgumentException("release " + name + ": this build has reserved no port of that name"
                        + " for this project, but " + (known.isEmpty() ? "none" : String.join(", ", known))
                        + "; name one that it has, or none to release them all");
            }
        }
        List<String> released = new ArrayList<>();
        for (Kept port : List.copyOf(kept)) {
            if (names.isEmpty() || names.contains(port.name())) {
                port.port().close();
                kept.remove(port);
                released.add(port.toString());
            }
        }
        return released;
    }

    /** Releases all that can be released. */
    synchronized void releaseAll() {
        for (List<Kept> kept : projects.values()) {
            for (Kept port : List.copyOf(kept)) {
                try {
                    port.port().close();
                    kept.remove(port);
                } catch (IllegalStateException stuck) {
                    // It ends with the JVM, and nobody is there to be told any more.
                }
            }
        }
    }
}
