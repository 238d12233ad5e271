package dev.berth.client.cooperative;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A file that all processes of the machine lock parts of: one byte is one port of one pool. The system gives a lock back
 * when its process ends, however it does, so that none is ever stuck. The file stays empty.
 *
 * <p>It is opened once and never closed: on POSIX systems, closing it would give back all locks of this process. For the
 * same reason there is one object a file and class loader, from {@link #at}. Safe for concurrent use.
 */
final class LockFile {
    private static final Map<Path, LockFile> OPEN = new LinkedHashMap<>();
    /** Whatever was opened, so that no collector closes it: the same file may come back under its name. */
    private static final Queue<FileChannel> KEPT = new ConcurrentLinkedQueue<>();

    private final Path path;
    private final List<Held> held = new ArrayList<>();
    private @Nullable FileChannel channel;
    private @Nullable Object key;

    private LockFile(Path path) {
        this.path = path;
    }

    /** The lock file at a path, which is made when it is first needed. */
    static LockFile at(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        synchronized (OPEN) {
            return OPEN.computeIfAbsent(absolute, LockFile::new);
        }
    }

    /** A block that this process has locked. Closed, it is free again. */
    final class Held implements AutoCloseable {
        private final PortBlock block;
        private final List<Protocol> pools;
        private List<FileLock> locks = List.of();

        private Held(Protocol protocol, PortBlock block) {
            this.block = block;
            this.pools = pools(protocol);
        }

        private boolean lock(FileChannel file) throws IOException {
            List<FileLock> got = new ArrayList<>();
            for (Protocol pool : pools) {
                FileLock lock = tryLock(file, position(pool, block), block.count());
                if (lock == null) {
                    release(got);
                    return false;
                }
                got.add(lock);
            }
            List<FileLock> before = locks;
            locks = got;
            release(before); // of a file that is not the one any more
            return true;
        }

        @Override
        public void close() throws IOException {
            synchronized (LockFile.this) {
                if (held.remove(this)) {
                    release(locks);
                }
            }
        }
    }

    /**
     * Locks a block; empty where somebody else has a port of it, or this process has.
     *
     * @throws IOException if the file cannot be locked
     */
    synchronized Optional<Held> lock(Protocol protocol, PortBlock block) throws IOException {
        FileChannel file = opened();
        Held wanted = new Held(protocol, block);
        if (!wanted.lock(file)) {
            return Optional.empty();
        }
        held.add(wanted);
        return Optional.of(wanted);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** The file that has this name now: who tidies up old files may have removed it, and another process made it anew. */
    private FileChannel opened() throws IOException {
        FileChannel open = channel;
        if (open != null && Objects.equals(key, key(path))) {
            return open;
        }
        @Nullable Object before = key(path); // where another takes the name meanwhile, it is opened again next time
        FileChannel opened = SharedFile.open(path);
        KEPT.add(opened);
        for (Held own : held) {
            own.lock(opened); // the old file's locks count no more for those who come
        }
        key = path.equals(before) ? key(path) : before;
        channel = opened;
        return opened;
    }

    private static @Nullable Object key(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException gone) {
            return path; // equal to no key of a file
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file, long position, long size) throws IOException {
        try {
            return file.tryLock(position, size, false);
        } catch (OverlappingFileLockException ours) {
            return null;
        }
    }

    private static void release(List<FileLock> locks) throws IOException {
        for (FileLock lock : locks) {
            lock.release();
        }
    }

    private static List<Protocol> pools(Protocol protocol) {
        return protocol == Protocol.TCP_UDP ? List.of(Protocol.TCP, Protocol.UDP) : List.of(protocol);
    }

    private static long position(Protocol pool, PortBlock block) {
        return block.start() + (pool == Protocol.UDP ? PortBlock.MAX_PORT + 1L : 0);
    }
}
