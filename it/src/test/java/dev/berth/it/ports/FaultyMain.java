package dev.berth.it.ports;

import dev.berth.api.Outcome;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.linux.LinuxKernel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A process that makes the changes it is told, a line each, and tells in a line each what came of them. */
final class FaultyMain {
    private FaultyMain() {}

    /** Arguments: cgroup, bpffs, store. */
    public static void main(String... words) throws IOException {
        LinuxKernel kernel = new LinuxKernel(Optional.of(Path.of(words[0])), Path.of(words[1]));
        try (EnginePorts ports =
                        new EnginePorts(kernel, Path.of(words[2]), InstantSource.system(), Duration.ofMinutes(1));
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                System.out.println(
                        switch (Change.parse(line).make(ports)) {
                            case Outcome.Granted<?>(var _, List<String> warnings) -> "NO_ERROR " + warnings;
                            case Outcome.Refused<?>(var code, String message) -> code + " " + message;
                        });
            }
        }
    }
}
