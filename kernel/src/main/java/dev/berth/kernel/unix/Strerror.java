package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;

/** {@code strerror(3)}, in the language that the JVM has set for its process. Linked when it is first needed. */
public final class Strerror {
    private static final MethodHandle strerror = Downcall.link("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    /** More than any text has, in any language. */
    private static final long LONGEST = 1024;

    /** What the C library calls an error. */
    public static String of(Errno error) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = (MemorySegment) strerror.invokeExact(arena.allocate(Downcall.STATE), error.number());
            return Downcall.sized(text, LONGEST).getString(0, Charset.forName(System.getProperty("sun.jnu.encoding")));
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Strerror() {}
}
