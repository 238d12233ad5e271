package dev.berth.it.iphlpapi;

import dev.berth.testkit.Eventually;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A call on another thread, which is made to wait in the middle. */
final class CallLater {
    private FutureTask<Object> call = new FutureTask<>(() -> "no call was begun");

    /** Begins a call and returns 0 as soon as it waits for something. */
    int begin(Supplier<Object> wanted) {
        call = new FutureTask<>(wanted::get);
        Thread caller = Thread.ofPlatform().daemon().start(call);
        Eventually.when("the call waits", () -> caller.getState() == Thread.State.TIMED_WAITING);
        return 0;
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
