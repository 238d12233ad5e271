package dev.berth.it.walls;

import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How JVMs of these tests are started. Hundreds are, each for a call or two, so that most of what they take is their start: in a
 * build, where many tests follow, one of them records a cache first by which the others start in half the time. The cache needs
 * classes in archives, so those of the tests are put into one.
 */
public final class ChildJava {
    private static final String JAVA = System.getProperty("java.home") + "/bin/java";
    private static final List<String> FLAGS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
    private static final String CLASSES = System.getProperty("java.class.path");

    private static final List<String> COMMAND = prepared();

    /** The command that runs a main class of these tests. */
    public static List<String> running(Class<?> main) {
        return with(COMMAND, main.getName());
    }

    private static List<String> prepared() {
        String fork = System.getProperty("berth.fork");
        return fork == null
                ? command(CLASSES)
                : cached(Path.of(System.getProperty("berth.root"), "it/target/children", fork));
    }

    private static List<String> cached(Path folder) {
        try (Walls walls = Walls.build()) {
            Files.createDirectories(folder);
            Path cache = folder.resolve("cache.aot");
            Files.deleteIfExists(cache);
            String classes = archived(folder.resolve("tests.jar"));
            walls.program()
                    .and(with(command(classes, "-XX:AOTCacheOutput=" + cache), Rehearsal.class.getName())
                            .toArray(String[]::new))
                    .and(
                            walls.cgroup().directory().toString(),
                            walls.bpffs().toString(),
                            walls.store().toString())
                    .expect(0);
            return command(classes, "-XX:AOTCache=" + cache);
        } catch (IOException failed) {
            System.err.println("it: JVMs start without a cache: " + failed.getMessage());
            return command(CLASSES);
        }
    }

    private static List<String> command(String classes, String... flags) {
        return Stream.of(List.of(JAVA), FLAGS, List.of(flags), List.of("-cp", classes))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> with(List<String> command, String word) {
        return Stream.concat(command.stream(), Stream.of(word)).toList();
    }

    /** The class path with an archive in place of its folders. */
    private static String archived(Path archive) throws IOException {
        List<Path> parts = Stream.of(CLASSES.split(":", -1))
                .filter(part -> !part.isEmpty()) // which would be the working directory
                .map(Path::of)
                .toList();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(archive))) {
            for (Path folder : parts.stream().filter(Files::isDirectory).toList()) {
                add(folder, out);
            }
        }
        return Stream.concat(Stream.of(archive), parts.stream().filter(part -> !Files.isDirectory(part)))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    private static void add(Path folder, JarOutputStream out) throws IOException {
        List<Path> files;
        try (Stream<Path> there = Files.walk(folder)) {
            files = there.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
            Files.copy(file, out);
            out.closeEntry();
        }
    }

    private ChildJava() {}
}
