package dev.berth.testkit;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fcntl;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Syscall;
import dev.berth.kernel.unix.SyscallNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace of a test's own, with its loopback up.
 *
 * <p>Processes enter it by {@code nsenter}, never by {@code ip netns exec}, which would hide the cgroup and BPF file
 * systems; code of this JVM enters it on platform threads that have been moved into it for good.
 */
public final class Netns implements AutoCloseable {
    private static final long CLONE_NEWNET = 0x40000000;
    private static final Duration PATIENCE = Patience.ofSeconds(30);

    private final String name;
    private final ExecutorService inside;

    private Netns(String name) {
        this.name = name;
        ThreadFactory threads = Thread.ofPlatform().name(name).daemon().factory();
        this.inside = Executors.newCachedThreadPool(work -> threads.newThread(() -> {
            enter(path());
            work.run();
        }));
    }

    static Netns make(String name) throws IOException {
        Program.of("ip", "netns", "add", name).expect(0);
        Netns netns = new Netns(name);
        try {
            Program.of(netns.entered("ip", "link", "set", "lo", "up")).expect(0);
            return netns;
        } catch (IOException | RuntimeException failed) {
            try (netns) {
                throw failed;
            }
        }
    }

    /** Its name, as {@code ip netns} lists it. */
    public String name() {
        return name;
    }

    /** The file that keeps it. */
    public Path path() {
        return Path.of("/run/netns", name);
    }

    /** The command that runs this command in it. */
    public List<String> entered(String... command) {
        return Program.of("nsenter", "--net=" + path()).and(command).command();
    }

    /**
     * Does something on a thread that lives in it, and waits for the end; what it throws is thrown here. May be called
     * by several threads at once, which then do their work at once.
     */
    public <T, X extends Exception> T call(Work<T, X> work) throws X {
        try {
            return inside.submit(work::run).get();
        } catch (ExecutionException failed) {
            throw Netns.<X>rethrown(Objects.requireNonNull(failed.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for work in " + name);
        }
    }

    /** Ends its threads and takes away its name; it goes when its last process and socket go. */
    @Override
    public void close() throws IOException {
        inside.shutdownNow();
        try {
            if (!inside.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("work in network namespace " + name + " does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            Program.of("ip", "netns", "del", name).expect(0);
        }
    }

    private static void enter(Path path) {
        try (Fd namespace = Fcntl.open(path.toString(), Fcntl.O_RDONLY, 0)) {
            Syscall.call(SyscallNumber.SETNS, path.toString(), namespace.number(), CLONE_NEWNET);
        } catch (SyscallException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // the work declares X, so anything else is unchecked
    private static <X extends Exception> X rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return (X) cause;
    }
}
