package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.engine.store.StoreDirectory;
import dev.berth.testkit.kernel.Script;
import dev.berth.testkit.kernel.ScriptedKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A scripted kernel and a store in a folder of the test's, and engines on top. */
final class Machine {
    static final Instant NOW = Instant.parse("2026-11-21T10:42:00Z");

    final ScriptedKernel kernel = new ScriptedKernel();
    final Path store;
    final EnginePorts ports;

    Machine(Path folder) {
        store = folder.resolve("store");
        ports = engine();
    }

    /** Another engine on the same machine, as another process would have. */
    EnginePorts engine() {
        return engine(time -> {});
    }

    EnginePorts engine(Pause pause) {
        return engine(pause, new RuntimeRange(Optional.empty()));
    }

    EnginePorts engine(Pause pause, RuntimeRange range) {
        return engine(Duration.ofSeconds(20), pause, range);
    }

    /** One that waits so long for the lock. */
    EnginePorts engine(Duration patience) {
        return engine(patience, time -> {}, new RuntimeRange(Optional.empty()));
    }

    private EnginePorts engine(Duration patience, Pause pause, RuntimeRange range) {
        StoreDirectory directory = new StoreDirectory(store, new ScriptedDisk(kernel));
        return new EnginePorts(
                new Workplace(
                        kernel,
                        directory,
                        () -> NOW.plusMillis(250),
                        new OwnPrivilege(kernel, directory),
                        () -> patience,
                        pause),
                range);
    }

    Script script() {
        return kernel.script();
    }

    /** The names in the store that are not dotted. */
    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    void write(String name, String content) throws IOException {
        Files.createDirectories(store);
        Files.writeString(store.resolve(name), content);
    }

    static ReservationRequest request(Protocol protocol, int start, int count) {
        return ReservationRequest.of(protocol, PortBlock.of(start, count));
    }

    /** Asserts a refusal, and answers its sentence. */
    static String refused(Outcome<?> outcome, Code code) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(outcome.code()).isEqualTo(code);
        return ((Outcome.Refused<?>) outcome).message();
    }

    /** Asserts a grant, and answers its warnings. */
    static List<String> warnings(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Granted.class);
        return ((Outcome.Granted<?>) outcome).warnings();
    }
}
