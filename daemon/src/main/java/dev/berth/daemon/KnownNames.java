package dev.berth.daemon;

import dev.berth.kernel.Accounts;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The accounts, for a thread that must not wait for a name service: it is told the names that are known, and those that are
 * not are looked up meanwhile, for the next time. All others wait. Safe for concurrent use.
 */
final class KnownNames implements Accounts, AutoCloseable {
    private final Accounts accounts;
    private final Map<Long, Optional<String>> known = new ConcurrentHashMap<>();
    private final Set<Long> asked = ConcurrentHashMap.newKeySet();
    private final ExecutorService lookups = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "berthd names");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Thread loop;

    KnownNames(Accounts accounts) {
        this.accounts = accounts;
    }

    /** From now on the calling thread must not wait. */
    void spareThisThread() {
        loop = Thread.currentThread();
    }

    @Override
    public Optional<String> userName(long uid) throws IOException {
        Optional<String> name = known.get(uid);
        if (name == null) {
            name = Thread.currentThread().equals(loop) ? near(uid) : found(uid);
        }
        return name;
    }

    @Override
    public OptionalLong uid(String user) throws IOException {
        return accounts.uid(user);
    }

    @Override
    public OptionalLong gid(String group) throws IOException {
        return accounts.gid(group);
    }

    @Override
    public Optional<String> groupName(long gid) throws IOException {
        return accounts.groupName(gid);
    }

    @Override
    public void close() {
        lookups.shutdown();
    }

    private Optional<String> near(long uid) throws IOException {
        Optional<String> near = accounts.nearbyUserName(uid);
        if (near.isPresent()) {
            return near;
        }
        if (asked.add(uid)) {
            lookups.execute(() -> look(uid));
        }
        throw new IOException("the name of user " + uid + " is being looked up");
    }

    private void look(long uid) {
        try {
            found(uid);
        } catch (IOException nameService) {
            // It is asked again when the name is wanted again.
        } finally {
            asked.remove(uid);
        }
    }

    private Optional<String> found(long uid) throws IOException {
        Optional<String> name = accounts.userName(uid);
        known.put(uid, name);
        return name;
    }
}
