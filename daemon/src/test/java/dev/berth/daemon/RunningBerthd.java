package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.unix.Callers;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.kernel.ScriptedKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A berthd in this process, on a real socket, before a kernel in memory. */
final class RunningBerthd implements AutoCloseable {
    final ScriptedKernel kernel;
    final Path socket;
    final Queue<String> said = new ConcurrentLinkedQueue<>();
    final Queue<Throwable> broken = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private final Berthd berthd;

    private RunningBerthd(ScriptedKernel kernel, NetworkNamespace here, Path folder, List<String> portservers)
            throws IOException, CannotServeException, InterruptedException {
        this.kernel = kernel;
        socket = folder.resolve("berth.sock");
        kernel.processes().moveCaller(here);
        Settings settings = new Settings(
                kernel,
                folder.resolve("store"),
                Optional.empty(),
                socket,
                Optional.empty(),
                portservers,
                Map.of(),
                "test");
        AtomicReference<Berthd> opened = new AtomicReference<>();
        AtomicReference<CannotServeException> refused = new AtomicReference<>();
        CountDownLatch decided = new CountDownLatch(1);
        // One thread opens and runs it.
        thread = new Thread(
                () -> {
                    try (Berthd own = Berthd.open(settings, log())) {
                        opened.set(own);
                        decided.countDown();
                        own.run();
                    } catch (CannotServeException cannot) {
                        refused.set(cannot);
                    } finally {
                        decided.countDown();
                    }
                },
                "berthd");
        thread.start();
        assertThat(decided.await(10, TimeUnit.SECONDS)).isTrue();
        CannotServeException cannot = refused.get();
        if (cannot != null) {
            throw cannot;
        }
        berthd = Objects.requireNonNull(opened.get());
    }

    static RunningBerthd in(Path folder) throws IOException, CannotServeException, InterruptedException {
        return on(new ScriptedKernel(), folder);
    }

    static RunningBerthd on(ScriptedKernel kernel, Path folder)
            throws IOException, CannotServeException, InterruptedException {
        return new RunningBerthd(kernel, Callers.networkNamespace(), folder, List.of());
    }

    /** One that speaks the portserver protocol, too. */
    static RunningBerthd withPortserver(String name, Path folder)
            throws IOException, CannotServeException, InterruptedException {
        return new RunningBerthd(new ScriptedKernel(), Callers.networkNamespace(), folder, List.of(name));
    }

    /** One that keeps the ports of another network namespace than this process's. */
    static RunningBerthd elsewhere(NetworkNamespace there, Path folder)
            throws IOException, CannotServeException, InterruptedException {
        return new RunningBerthd(new ScriptedKernel(), there, folder, List.of());
    }

    /** A connection to it. */
    Caller connect() throws IOException {
        return new Caller(socket);
    }

    /** Stops it, and asserts that nothing unforeseen has happened. Idempotent. */
    @Override
    public void close() {
        if (thread.isAlive()) {
            berthd.stop();
        }
        Eventually.when("it stops", () -> !thread.isAlive());
        assertThat(broken).isEmpty();
    }

    private Log log() {
        return new Log() {
            @Override
            public void say(String sentence) {
                said.add(sentence);
            }

            @Override
            public void broken(String when, Throwable failure) {
                broken.add(failure);
            }
        };
    }
}
