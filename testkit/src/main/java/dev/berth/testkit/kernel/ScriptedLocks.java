package dev.berth.testkit.kernel;

import dev.berth.kernel.Errno;
import dev.berth.kernel.Locks;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Locks on real files, held in memory; as with {@code flock(2)}, a deleted file's lock is not its successor's. */
public final class ScriptedLocks implements Locks {
    private final Script script;
    private final Map<Object, Semaphore> locks = new ConcurrentHashMap<>();
    private final AtomicInteger doors = new AtomicInteger();

    ScriptedLocks(Script script) {
        this.script = script;
    }

    @Override
    public Held exclusive(Path file, Duration patience) throws IOException {
        script.reach("Locks.exclusive " + file.getFileName());
        make(file);
        return take(file, inode(file), patience);
    }

    private static void make(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException _) {
            // Somebody held it before.
        } catch (NoSuchFileException noDirectory) {
            throw new SyscallException("openat", Errno.ENOENT, file.toString());
        }
    }

    private static Object inode(Path file) throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    private Held take(Path file, Object inode, Duration patience) throws IOException {
        Semaphore lock = locks.computeIfAbsent(inode, _ -> new Semaphore(1));
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (lock.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                        return lock::release;
                    }
                    throw new LockedException(file + " is held by somebody else");
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Door door(Path file) throws IOException {
        script.reach("Locks.door " + file.getFileName());
        make(file);
        Object inode = inode(file);
        doors.incrementAndGet();
        return new Door() {
            private boolean closed;

            @Override
            public Optional<Held> enter(Duration patience) throws IOException {
                script.reach("Door.enter");
                if (closed) {
                    return Optional.empty();
                }
                Held held = take(file, inode, patience);
                if (Files.exists(file) && inode(file).equals(inode)) {
                    return Optional.of(held);
                }
                held.close();
                return Optional.empty();
            }

            @Override
            public void close() {
                if (!closed) {
                    closed = true;
                    doors.decrementAndGet();
                }
            }
        };
    }

    /** How many doors are open. */
    public int openDoors() {
        return doors.get();
    }

    /** Tells whether somebody holds some lock. */
    public boolean isHeld() {
        return locks.values().stream().anyMatch(lock -> lock.availablePermits() == 0);
    }

    void requireHeld(String call) {
        if (!isHeld()) {
            throw new AssertionError(call + " without the lock");
        }
    }
}
