package dev.berth.maven;

import dev.berth.client.Mode;
import dev.berth.client.ProcessPorts;
import java.util.EnumMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;

/**
 * One run of Maven: what it has reserved ends with it, also where its JVM lives on, as a Maven daemon's does. Safe for
 * concurrent use.
 */
final class Build {
    private static final Map<MavenExecutionRequest, Build> RUNNING = new WeakHashMap<>();

    /** Kept to the end, so that the log is told once how firmly ports are held. */
    private final Map<Mode, ProcessPorts> ports = new EnumMap<>(Mode.class);

    private final KeptPorts kept = new KeptPorts();

    private Build() {}

    /** The run that a session belongs to: one for all its threads and projects. */
    static Build of(MavenSession session) {
        synchronized (RUNNING) {
            return RUNNING.computeIfAbsent(session.getRequest(), Build::started);
        }
    }

    /** The ports of this machine. */
    synchronized ProcessPorts ports(Mode mode) {
        return ports.computeIfAbsent(mode, ProcessPorts::ofThisMachine);
    }

    /** What it keeps. */
    KeptPorts kept() {
        return kept;
    }

    private static Build started(MavenExecutionRequest request) {
        Build build = new Build();
        // Plugins in other class loaders, which this class is loaded in too, may be about the same.
        synchronized (request) {
            request.setExecutionListener(SessionEnd.also(request.getExecutionListener(), build::end));
        }
        return build;
    }

    private synchronized void end() {
        kept.releaseAll();
        ports.values().forEach(ProcessPorts::close);
        ports.clear();
    }
}
