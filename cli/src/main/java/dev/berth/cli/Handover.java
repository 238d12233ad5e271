package dev.berth.cli;

import dev.berth.kernel.unix.Exec;
import dev.berth.kernel.unix.Inheritance;
import dev.berth.kernel.unix.Prctl;
import dev.berth.kernel.unix.ProcessArguments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns this process into a command that it was started with, as if that had been started in its place. What the shell
 * and the JVM have changed by then is as the launcher has noted it, {@code inheritance.sh}.
 */
final class Handover {
    private static final String IGNORED = "berth.ignored";
    private static final String DESCRIPTORS = "berth.descriptors";
    private static final String ENVIRONMENT = "BERTH_ENVIRONMENT";

    private Handover() {}

    /**
     * Becomes the command of the last words, byte for byte, and adopts whichever of its descendants loses its parent.
     * Does not return.
     *
     * @param words how many words are the command's
     * @param variables what is added to its environment
     * @throws IOException if it cannot
     */
    static void to(int words, Map<String, String> variables) throws IOException {
        List<byte[]> all = ProcessArguments.words();
        List<byte[]> command = all.subList(all.size() - words, all.size());
        List<byte[]> environment = with(variables, environment(System.getenv(ENVIRONMENT)));
        Prctl.becomeChildSubreaper();
        Exec.become(command, environment, inheritance());
    }

    /** The environment with these variables, instead of any of the same names. */
    static List<byte[]> with(Map<String, String> variables, List<byte[]> environment) {
        List<byte[]> all = without(variables.keySet(), environment);
        variables.forEach((name, value) -> all.add((name + "=" + value).getBytes(StandardCharsets.US_ASCII)));
        return all;
    }

    private static List<byte[]> without(Set<String> names, List<byte[]> environment) {
        List<byte[]> rest = new ArrayList<>();
        for (byte[] variable : environment) {
            String text = new String(variable, StandardCharsets.ISO_8859_1);
            int sign = text.indexOf('=');
            if (sign < 0 || !names.contains(text.substring(0, sign))) {
                rest.add(variable);
            }
        }
        return rest;
    }

    /** What the launcher was started with, as it has noted it; else what it has handed on. */
    private static List<byte[]> environment(@Nullable String note) throws IOException {
        return note != null && !note.isEmpty()
                ? ProcessArguments.split(Base64.getDecoder().decode(note))
                : without(Set.of(ENVIRONMENT), ProcessArguments.environment());
    }

    private static Inheritance inheritance() {
        String descriptors = System.getProperty(DESCRIPTORS);
        return descriptors == null
                ? Inheritance.USUAL
                : Inheritance.parse(System.getProperty(IGNORED, "0"), descriptors);
    }
}
