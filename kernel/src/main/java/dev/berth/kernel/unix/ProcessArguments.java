package dev.berth.kernel.unix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words and the environment that this process was started with, byte for byte: in the JVM's own strings, whatever
 * the character set of the locale does not have is lost.
 */
public final class ProcessArguments {
    /** The command line. */
    public static List<byte[]> words() throws IOException {
        return split(Files.readAllBytes(Path.of("/proc/self/cmdline")));
    }

    /** The environment: a name, the equals sign and a value each. */
    public static List<byte[]> environment() throws IOException {
        return split(Files.readAllBytes(Path.of("/proc/self/environ")));
    }

    /** What stands before each zero byte. */
    public static List<byte[]> split(byte[] bytes) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                parts.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        return parts;
    }

    private ProcessArguments() {}
}
