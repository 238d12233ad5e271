package dev.berth.kernel.unix;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where a command is looked for: {@code PATH}, as {@code execvp(3)} reads it. Works on bytes, as file names are. */
final class SearchPath {
    /** What glibc takes where there is no {@code PATH}: {@code _CS_PATH}. */
    private static final byte[] USUAL = bytes("/bin:/usr/bin");

    private static final byte[] NAME = bytes("PATH=");

    /** The files that the command may be, in the order in which they are to be tried; none for an empty name. */
    static List<byte[]> candidates(byte[] command, List<byte[]> environment) {
        if (command.length == 0) {
            return List.of();
        }
        if (isPath(command)) {
            return List.of(command);
        }
        List<byte[]> candidates = new ArrayList<>();
        byte[] path = value(environment).orElse(USUAL);
        int start = 0;
        for (int i = 0; i <= path.length; i++) {
            if (i == path.length || path[i] == ':') {
                candidates.add(joined(Arrays.copyOfRange(path, start, i), command));
                start = i + 1;
            }
        }
        return candidates;
    }

    /** Tells whether the command names its file itself. */
    static boolean isPath(byte[] command) {
        for (byte each : command) {
            if (each == '/') {
                return true;
            }
        }
        return false;
    }

    /** {@code PATH}, if there is one: the first, as {@code getenv(3)} finds it. */
    private static Optional<byte[]> value(List<byte[]> environment) {
        for (byte[] variable : environment) {
            if (variable.length >= NAME.length && Arrays.equals(variable, 0, NAME.length, NAME, 0, NAME.length)) {
                return Optional.of(Arrays.copyOfRange(variable, NAME.length, variable.length));
            }
        }
        return Optional.empty();
    }

    /** An empty directory is the working directory. */
    private static byte[] joined(byte[] directory, byte[] command) {
        if (directory.length == 0) {
            return command;
        }
        byte[] file = Arrays.copyOf(directory, directory.length + 1 + command.length);
        file[directory.length] = '/';
        System.arraycopy(command, 0, file, directory.length + 1, command.length);
        return file;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private SearchPath() {}
}
