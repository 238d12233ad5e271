package dev.berth.it.ports;

import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;

/** A JVM of its own, within walls. */
final class StartedApart {
    /** The program that runs a main class of these tests, which is told where the walls have their things. */
    static Program java(Walls walls, Class<?> main, String... prefix) {
        String java = System.getProperty("java.home") + "/bin/java";
        return walls.program(prefix)
                .and(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED")
                .and("-cp", System.getProperty("java.class.path"), main.getName())
                .and(
                        walls.cgroup().directory().toString(),
                        walls.bpffs().toString(),
                        walls.store().toString());
    }

    private StartedApart() {}
}
