package dev.berth.it.builds;

import java.io.PrintStream;
import java.lang.reflect.Method;

/** Runs Maven twice in one JVM, with the same words; ends with what the second build ends with, or the first if it fails. */
final class DaemonBuilds {
    private DaemonBuilds() {}

    public static void main(String[] words) throws ReflectiveOperationException {
        // Maven is on the class path of the process that this is the main class of, and not on that of these tests.
        Class<?> type = Class.forName("org.apache.maven.cli.MavenCli");
        Method build = type.getMethod("doMain", String[].class, String.class, PrintStream.class, PrintStream.class);
        int exit = 0;
        for (int builds = 0; builds < 2 && exit == 0; builds++) {
            exit = (int) build.invoke(
                    type.getConstructor().newInstance(),
                    words,
                    System.getProperty("maven.multiModuleProjectDirectory"),
                    System.out,
                    System.err);
        }
        System.exit(exit);
    }
}
