package dev.berth.daemon;

import dev.berth.api.Event;
import dev.berth.kernel.Kernel;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells an administrator what happens where there is no berthd to ask: who was refused, and what came and went. It reads
 * what berthd would read, which tells each refusal to one reader only. One thread opens and runs it; {@link #stop} may come
 * from another.
 */
public final class Lookout implements AutoCloseable {
    private static final long UPKEEP_MILLIS = 250;

    private final Opened opened = new Opened();
    private final Loop loop;
    private final RefusalWatch refusals;
    private final Comparison comparison;
    private Optional<RuntimeException> thrown = Optional.empty();
    private Optional<IOException> unreadable = Optional.empty();

    /**
     * Begins to watch.
     *
     * @param watcher is told everything from here on, on the thread that runs; what it throws ends the watching
     */
    public Lookout(Kernel kernel, Consumer<Event> watcher, Log log) throws IOException {
        try {
            loop = opened.add(new Loop(log));
            Counters counters = new Counters();
            Watchers watchers = new Watchers(kernel.processTable(), InstantSource.system(), counters);
            watchers.add(event -> tell(watcher, event));
            GuardView guard = opened.add(new GuardView(kernel));
            refusals = opened.add(new RefusalWatch(loop, guard, kernel.processTable(), watchers, counters));
            comparison = new Comparison(guard, kernel.processTable(), watchers);
            look();
        } catch (IOException | RuntimeException failed) {
            opened.close();
            throw failed;
        }
    }

    /**
     * Tells what happens, until it is stopped.
     *
     * @throws IOException if the guard cannot be looked at any more
     */
    public void run() throws IOException {
        loop.run(UPKEEP_MILLIS, () -> {
            try {
                look();
            } catch (IOException failed) {
                unreadable = Optional.of(failed);
                loop.stop();
            }
        });
        if (thrown.isPresent()) {
            throw thrown.get();
        }
        if (unreadable.isPresent()) {
            throw unreadable.get();
        }
    }

    /** Ends {@link #run}. */
    public void stop() {
        loop.stop();
    }

    @Override
    public void close() {
        opened.close();
    }

    private void tell(Consumer<Event> watcher, Event event) {
        try {
            watcher.accept(event);
        } catch (RuntimeException enough) {
            thrown = Optional.of(enough);
            loop.stop();
        }
    }

    private void look() throws IOException {
        refusals.attend();
        comparison.run();
    }
}
