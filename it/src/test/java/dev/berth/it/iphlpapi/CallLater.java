package dev.berth.it.iphlpapi;

import dev.berth.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A call on another thread, which is made to wait in the middle. */
final class CallLater {
    private static final String NAME = "call-later";

    private FutureTask<Object> call = new FutureTask<>(() -> "no call was begun");

    /** Begins a call and returns 0 as soon as it waits for something. */
    int begin(Supplier<Object> wanted) {
        call = new FutureTask<>(wanted::get);
        Thread caller = Thread.ofPlatform().daemon().name(NAME).start(call);
        Eventually.when("the call waits", () -> caller.getState() == Thread.State.TIMED_WAITING || waitsForMessage());
        return 0;
    }

    /** Within the kernel, which the JVM does not know of. */
    private static boolean waitsForMessage() {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                if (Files.readString(task.resolve("comm")).equals(NAME + "\n")) {
                    return Files.readString(task.resolve("wchan")).startsWith("unix_stream");
                }
            }
            return false;
        } catch (IOException gone) {
            return false; // a thread that has just ended
        }
    }

    /** Waits for its end; its answer. */
    Object end() {
        return of(call);
    }

    /** The answer that another thread gets. */
    static Object elsewhere(Supplier<Object> wanted) {
        FutureTask<Object> task = new FutureTask<>(wanted::get);
        Thread.ofPlatform().start(task);
        return of(task);
    }

    private static Object of(FutureTask<Object> task) {
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
