package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.Event;
import dev.berth.api.IpAddress;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Token;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.Refusal;
import dev.berth.kernel.UnsupportedException;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.kernel.ScriptedKernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator is told where there is no berthd. */
class LookoutKernelTest {
    private static final PortBlock BLOCK = PortBlock.of(8080, 4);

    @TempDir
    private Path folder;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final List<Event> told = new CopyOnWriteArrayList<>();
    private final AtomicReference<Lookout> running = new AtomicReference<>();
    private EnginePorts ports;

    @BeforeEach
    void open() {
        ports = new EnginePorts(kernel, folder, InstantSource.system(), Duration.ofSeconds(10));
    }

    @Test
    void whatComesAndGoesIsToldAndWhoWasRefused() throws Exception {
        Thread watching = new Thread(() -> watch(told::add));
        watching.start();
        // Of what was there before nothing is told.
        Eventually.when("something is told", () -> {
            ports.create(ReservationRequest.of(Protocol.TCP, BLOCK));
            ports.delete(Protocol.TCP, BLOCK);
            return !told.isEmpty();
        });
        ports.create(ReservationRequest.of(Protocol.TCP, BLOCK)).orElseThrow();
        Eventually.when("it is told", () -> told.getLast().kind() == Event.Kind.CREATED);
        kernel.guardHome().refuse(refusal());
        Eventually.when("the refusal is told", () -> told.getLast().kind() == Event.Kind.REFUSED);
        ports.delete(Protocol.TCP, BLOCK).orElseThrow();
        Eventually.when("the end is told", () -> told.getLast().kind() == Event.Kind.DELETED);
        assertThat(told.getLast().block()).isEqualTo(BLOCK);
        Objects.requireNonNull(running.get()).stop();
        Eventually.when("it stops", () -> !watching.isAlive());
    }

    @Test
    void whoHasHeardEnoughEndsIt() {
        ports.create(ReservationRequest.of(Protocol.TCP, BLOCK)).orElseThrow();
        kernel.guardHome().refuse(refusal());
        assertThatThrownBy(() -> watch(event -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
    }

    @Test
    void aGuardThatCannotBeLookedAtAnyMoreEndsItWithTheReason() throws IOException {
        ports.create(ReservationRequest.of(Protocol.TCP, BLOCK)).orElseThrow();
        try (Lookout lookout = new Lookout(kernel, told::add, new SilentLog())) {
            kernel.script().fail("Guard.pulse", call -> new UnsupportedException("another ABI", "use the newer Berth"));
            assertThatThrownBy(lookout::run)
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("another ABI");
        }
    }

    private void watch(Consumer<Event> watcher) {
        try (Lookout lookout = new Lookout(kernel, watcher, new SilentLog())) {
            running.set(lookout);
            lookout.run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Refusal refusal() {
        return new Refusal(
                Instant.EPOCH,
                Token.NONE,
                Protocol.TCP,
                IpAddress.parse("127.0.0.1"),
                8080,
                4711,
                1000,
                "thief",
                Optional.empty(),
                0);
    }
}
