package dev.berth.engine;

import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardHome;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The guard that an engine keeps open from one change to the next. Belongs to who holds the lock, but for {@link #close}, which
 * waits for what is done with it.
 */
final class Keeping implements AutoCloseable {
    private final GuardHome home;
    private final ReentrantLock inUse = new ReentrantLock();
    private @Nullable KeptGuard kept;

    Keeping(GuardHome home) {
        this.home = home;
    }

    /** Something that is done with the guard. */
    @FunctionalInterface
    interface Use<T> {
        T with(Guard guard) throws IOException;
    }

    /**
     * Does something with the guard, which is loaded where there is none that is kept; whatever goes wrong, the next change
     * looks anew.
     *
     * @param anew whether what is known is forgotten first
     */
    <T> T use(boolean anew, Use<T> use) throws IOException {
        inUse.lock();
        try {
            KeptGuard guard = anew ? loaded() : current();
            boolean done = false;
            try {
                T result = use.with(guard);
                done = true;
                return result;
            } finally {
                if (!done) {
                    forget();
                }
            }
        } finally {
            inUse.unlock();
        }
    }

    @Override
    public void close() {
        inUse.lock();
        try {
            forget();
        } finally {
            inUse.unlock();
        }
    }

    private KeptGuard current() throws IOException {
        KeptGuard guard = kept;
        return guard != null && home.isLoaded(guard.itself()) ? guard : loaded();
    }

    private KeptGuard loaded() throws IOException {
        forget();
        KeptGuard guard = new KeptGuard(home.load());
        kept = guard;
        return guard;
    }

    private void forget() {
        KeptGuard old = kept;
        kept = null;
        if (old != null) {
            old.close();
        }
    }
}
