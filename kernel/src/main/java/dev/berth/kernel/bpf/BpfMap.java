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
import java.util.OptionalLong;

/**
 * An open map of the guard, with keys of 4 or 8 bytes. Values go in and out as buffers in the machine's byte order.
 * Safe for concurrent use.
 */
final class BpfMap implements AutoCloseable {
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

    /** The first 64-bit key in the map's own order. */
    OptionalLong firstKey() throws SyscallException {
        return keyAfter(MemorySegment.NULL);
    }

    /** The key after a 64-bit key; the first one if that key has gone meanwhile. */
    OptionalLong keyAfter(long key) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            return keyAfter(arena.allocateFrom(JAVA_LONG, key));
        }
    }

    @Override
    public void close() {
        fd.close();
    }

    private OptionalLong keyAfter(MemorySegment key) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment next = arena.allocate(JAVA_LONG);
            return Bpf.nextKey(fd, name, key, next) ? OptionalLong.of(next.get(JAVA_LONG, 0)) : OptionalLong.empty();
        }
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
