package dev.berth.it.ports;

import dev.berth.it.walls.JavaProgram;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;

/** A JVM of its own, within walls. */
final class StartedApart {
    /** The program that runs a main class of these tests, which is told where the walls have their things. */
    static Program java(Walls walls, Class<?> main, String... prefix) {
        return JavaProgram.of(walls, main, prefix)
                .and(
                        walls.cgroup().directory().toString(),
                        walls.bpffs().toString(),
                        walls.store().toString());
    }

    private StartedApart() {}
}
