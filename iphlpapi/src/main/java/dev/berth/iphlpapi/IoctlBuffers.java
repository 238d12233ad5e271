package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The buffers of a call of {@code WSAIoctl}, each from its position to its limit; none moves. */
final class IoctlBuffers {
    private final @Nullable ByteBuffer in;
    private final @Nullable ByteBuffer out;
    private final int @Nullable [] returned;

    /**
     * The buffers of a call, as they were given.
     *
     * @param in what is handed in
     * @param out where to hand something out
     * @param returned an array of one element: how many bytes were handed out
     */
    IoctlBuffers(@Nullable ByteBuffer in, @Nullable ByteBuffer out, int @Nullable [] returned) {
        this.in = in;
        this.out = out;
        this.returned = returned;
    }

    /** Says that nothing was handed out yet, where that can be said. */
    void handOutNothing() {
        if (returned != null && returned.length == 1) {
            returned[0] = 0;
        }
    }

    /**
     * Why the buffers do not do for an input and an output of at least so many bytes, exactly 0 where it is 0; empty
     * if they do.
     */
    Optional<Outcome<String>> refusal(int inSize, int outSize) {
        if (returned == null || returned.length != 1) {
            return refused(Code.WSAEFAULT, "lpcbBytesReturned is not an array of one element");
        }
        if (size(in) < inSize) {
            return refused(Code.WSAEINVAL, "the input has " + size(in) + " bytes and takes " + inSize);
        }
        if (outSize == 0 && size(out) > 0) {
            return refused(Code.WSAEINVAL, "the output has " + size(out) + " bytes and must be null or have none");
        }
        if (size(out) < outSize) {
            return refused(Code.WSAEINVAL, "the output has " + size(out) + " bytes and takes " + outSize);
        }
        return isReachable() ? Optional.empty() : refused(Code.WSAEFAULT, "a buffer cannot be read or written");
    }

    /** The structure that is handed in. */
    <T> T in(BiFunction<ByteBuffer, Integer, T> read) {
        ByteBuffer bytes = Objects.requireNonNull(in);
        return read.apply(bytes, bytes.position());
    }

    /** Hands a structure out. */
    void out(Structure structure) {
        ByteBuffer bytes = Objects.requireNonNull(out);
        structure.write(bytes, bytes.position());
        Objects.requireNonNull(returned)[0] = structure.sizeof();
    }

    /** Touches both: they may be read-only, of memory that was given back, or another thread's. */
    private boolean isReachable() {
        try {
            if (size(in) > 0) {
                in(ByteBuffer::get);
            }
            if (size(out) > 0) {
                ByteBuffer bytes = Objects.requireNonNull(out);
                bytes.put(bytes.position(), bytes.get(bytes.position()));
            }
            return true;
        } catch (RuntimeException unreachable) {
            return false;
        }
    }

    private static int size(@Nullable ByteBuffer buffer) {
        return buffer == null ? 0 : buffer.remaining();
    }

    private static Optional<Outcome<String>> refused(Code code, String why) {
        return Optional.of(Outcome.refused(code, why));
    }
}
