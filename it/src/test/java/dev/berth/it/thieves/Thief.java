package dev.berth.it.thieves;

import dev.berth.api.PortBlock;
import dev.berth.testkit.ControlGroup;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program of {@code it/src/test/c/thieves}, in C because a million attempts take it seconds, and because a thief has
 * to know Linux by its own names. Compiled once a JVM, where every user may execute it.
 */
public final class Thief {
    /** Who may bind inside, where anybody may: the one whom thieves try to look like. */
    public static final OrdinaryUser CONSUMER = OrdinaryUser.ALICE;

    private static final Path SOURCES = Path.of(System.getProperty("berth.root"), "it", "src", "test", "c", "thieves");
    private static Path compiled = Path.of("");

    private Thief() {}

    /** As root with every capability. */
    public static Program root(Walls walls) throws IOException {
        return walls.program(program());
    }

    /** As root without any. */
    static Program rootWithoutCapabilities(Walls walls) throws IOException {
        return walls.program("setpriv", "--bounding-set=-all", "--inh-caps=-all", program());
    }

    /** As somebody else. */
    public static Program user(OrdinaryUser user, Walls walls) throws IOException {
        return user.program(walls, program());
    }

    /** As somebody else in another cgroup, which exists. */
    static Program userIn(ControlGroup cgroup, OrdinaryUser user, Walls walls) throws IOException {
        String enter = "echo 0 > \"$0\"/cgroup.procs && exec \"$@\"";
        return walls.program("sh", "-c", enter, cgroup.directory().toString())
                .and(user.prefix())
                .and(program());
    }

    /** The words by which it attacks a block. */
    static String[] attack(String groups, PortBlock block, int listener, int times) {
        return Stream.of("attack", groups, block.start(), block.count(), listener, CONSUMER.id(), times)
                .map(Object::toString)
                .toArray(String[]::new);
    }

    /** The words by which the consumer sits in a block, until its input ends. */
    static String[] occupy(PortBlock block) {
        return Stream.of("occupy", "-", block.start(), block.count(), 0, CONSUMER.id())
                .map(Object::toString)
                .toArray(String[]::new);
    }

    /** The words by which it binds and writes down when it held what, until its input ends. */
    static String[] race(String way, PortBlock block, int listener, Path file) {
        return Stream.of("race", way, block.start(), block.count(), listener, CONSUMER.id(), file)
                .map(Object::toString)
                .toArray(String[]::new);
    }

    /** The words by which one hook of a guard comes to let everybody in: its number, and the pin of its link. */
    static String[] weaken(int hook, Path link) {
        return new String[] {"weaken", Integer.toString(hook), link.toString()};
    }

    private static synchronized String program() throws IOException {
        if (compiled.toString().isEmpty()) {
            Path directory = Files.createTempDirectory(
                    "thief", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Path program = directory.resolve("thief");
            List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-pthread"));
            command.addAll(List.of("-o", program.toString()));
            try (Stream<Path> files = Files.list(SOURCES)) {
                files.map(Path::toString)
                        .filter(file -> file.endsWith(".c"))
                        .sorted()
                        .forEach(command::add);
            }
            Program.of(command).expect(0);
            Stream.of(directory, program).map(Path::toFile).forEach(File::deleteOnExit);
            compiled = program;
        }
        return compiled.toString();
    }
}
