package dev.berth.maven;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.maven.plugin.MojoFailureException;

/** Reserves one port for each of some names: for all of them, or for none. */
final class Reserving {
    private final KeptPorts kept;
    private final String project;

    /**
     * Reserves for a project.
     *
     * @param kept keeps to the end of the build what cannot be given back earlier
     */
    Reserving(KeptPorts kept, String project) {
        this.kept = kept;
        this.project = project;
    }

    /**
     * {@return a port for each name, in their order}
     *
     * @param names the names
     * @param next acquires the next port
     * @throws MojoFailureException if one is refused; the message tells which, and why
     */
    Map<String, AcquiredBlock> each(List<String> names, Supplier<Outcome<AcquiredBlock>> next)
            throws MojoFailureException {
        Map<String, AcquiredBlock> ports = new LinkedHashMap<>();
        for (String name : names) {
            Outcome<AcquiredBlock> answer = next.get();
            if (answer instanceof Outcome.Refused<AcquiredBlock> refused) {
                MojoFailureException failed = new MojoFailureException(
                        "no port for " + name + ": " + refused.code() + ": " + refused.message());
                undo(ports, failed);
                throw failed;
            }
            ports.put(name, answer.orElseThrow());
        }
        return ports;
    }

    /** Gives ports back because of a failure, which is told of those that cannot be given back. */
    void undo(Map<String, AcquiredBlock> ports, Exception why) {
        ports.forEach((name, port) -> {
            try {
                port.close();
            } catch (IllegalStateException stuck) {
                kept.keep(project, Map.of(name, port));
                why.addSuppressed(stuck);
            }
        });
    }
}
