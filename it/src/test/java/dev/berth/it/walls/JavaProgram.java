package dev.berth.it.walls;

import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;

/** A JVM within walls, which runs a main class of these tests. */
public final class JavaProgram {
    /** The program, to which words can be added for the main class; what is put in front starts it. */
    public static Program of(Walls walls, Class<?> main, String... prefix) {
        return walls.program(prefix).and(ChildJava.running(main).toArray(String[]::new));
    }

    private JavaProgram() {}
}
