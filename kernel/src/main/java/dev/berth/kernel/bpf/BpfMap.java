package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Fd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * An open map of the guard, with keys of 4 or 8 bytes. Values go in and out as buffers in the machine's byte order.
 * Safe for concurrent use.
 */
final class BpfMap implements AutoCloseable {
    /** More than a bucket of the kernel's hash table will ever hold, which it copies as a whole. */
    private static final int AT_ONCE = 512;

    private final Fd fd;
    private final String name;
    private final int valueSize;

    BpfMap(Fd fd, String name, int valueSize) {
        this.fd = fd;
        this.name = name;
        this.valueSize = valueSize;
    }

    Fd fd() {
        return fd;
    }

    /** The value of a 32-bit key. */
    Optional<ByteBuffer> get(int key) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            return get(arena, arena.allocateFrom(JAVA_INT, key));
        }
    }

    /** The value of a 64-bit key. */
    Optional<ByteBuffer> get(long key) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            return get(arena, arena.allocateFrom(JAVA_LONG, key));
        }
    }

    /** Inserts or replaces the value of a 32-bit key. */
    void put(int key, ByteBuffer value) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            Bpf.update(fd, name, arena.allocateFrom(JAVA_INT, key), copy(arena, value));
        }
    }

    /** Inserts or replaces the value of a 64-bit key. */
    void put(long key, ByteBuffer value) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            Bpf.update(fd, name, arena.allocateFrom(JAVA_LONG, key), copy(arena, value));
        }
    }

    /** Deletes a 64-bit key; false if there was none. */
    boolean delete(long key) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            return Bpf.delete(fd, name, arena.allocateFrom(JAVA_LONG, key));
        }
    }

    /** Takes an element. */
    @FunctionalInterface
    interface Taking {
        /** Takes it; the value is the map's own, for the time of the call. */
        void take(long key, ByteBuffer value);
    }

    /** Goes through a hash map with 64-bit keys; what comes or goes meanwhile is among its elements or not. */
    void each(Taking taking) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment position = arena.allocate(JAVA_INT);
            MemorySegment keys = arena.allocate(JAVA_LONG, AT_ONCE);
            MemorySegment values = arena.allocate((long) AT_ONCE * valueSize, Long.BYTES);
            ByteBuffer bytes = values.asByteBuffer();
            for (boolean isFirst = true, isLast = false; !isLast; isFirst = false) {
                Bpf.Batch batch = Bpf.lookupBatch(fd, name, position, isFirst, keys, values, AT_ONCE);
                for (int i = 0; i < batch.count(); i++) {
                    ByteBuffer value = bytes.slice(i * valueSize, valueSize).order(ByteOrder.nativeOrder());
                    taking.take(keys.getAtIndex(JAVA_LONG, i), value);
                }
                isLast = batch.isLast();
            }
        }
    }

    @Override
    public void close() {
        fd.close();
    }

    private Optional<ByteBuffer> get(Arena arena, MemorySegment key) throws SyscallException {
        MemorySegment value = arena.allocate(valueSize, Long.BYTES);
        if (!Bpf.lookup(fd, name, key, value)) {
            return Optional.empty();
        }
        ByteBuffer copy = ByteBuffer.allocate(valueSize).order(ByteOrder.nativeOrder());
        copy.put(value.asByteBuffer()).flip();
        return Optional.of(copy);
    }

    private MemorySegment copy(Arena arena, ByteBuffer value) {
        if (value.remaining() != valueSize) {
            throw new IllegalArgumentException(
                    "a value of " + value.remaining() + " bytes for map " + name + " of " + valueSize);
        }
        MemorySegment segment = arena.allocate(valueSize, Long.BYTES);
        segment.asByteBuffer().put(value.duplicate());
        return segment;
    }
}
