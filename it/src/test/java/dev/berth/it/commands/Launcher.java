package dev.berth.it.commands;

import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.nio.file.Path;

/** {@code ./berth} within walls. */
final class Launcher {
    /** The checkout. */
    static final Path ROOT = Path.of(System.getProperty("berth.root"));

    /** The program, all of whose places are those of the walls; a prefix starts it. */
    static Program of(Walls walls, String... prefix) {
        return placed(walls.program(prefix).and(ROOT.resolve("berth").toString()), walls);
    }

    /** A program that starts it some day, with the places of the walls. */
    static Program placed(Program program, Walls walls) {
        return program.with("BERTH_BUILD", "never")
                .with("BERTH_CGROUP", walls.cgroup().directory().toString())
                .with("BERTH_BPFFS", walls.bpffs().toString())
                .with("BERTH_STORE", walls.store().toString())
                .with("BERTH_SOCKET", Serving.socket(walls).toString());
    }

    private Launcher() {}
}
