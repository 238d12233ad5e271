package dev.berth.bench.peer;

import java.util.List;
import java.util.stream.Stream;

/** Another JVM of the same class path, with the flags that a JVM has by itself. */
public final class Jvm {
    private Jvm() {}

    /**
     * {@return the command that runs a program of ours}
     *
     * @param main its class
     * @param flags flags for the JVM
     * @param words words for the program
     */
    public static List<String> command(Class<?> main, List<String> flags, String... words) {
        List<String> start = List.of(
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"));
        return Stream.of(start, flags, List.of(main.getName()), List.of(words))
                .flatMap(List::stream)
                .toList();
    }
}
