package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** Links C functions. The only class in the product that may name {@link Linker}. */
public final class Downcall {
    /** Where a call leaves its errno; allocate it in the call's own arena, for errno belongs to one call. */
    public static final StructLayout STATE = Linker.Option.captureStateLayout();

    // By offset: a handle for the path would be made at each start, for 3 ms.
    private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));

    /** Links a function of libc that captures errno: its handle takes a {@link #STATE} segment first. */
    public static MethodHandle link(String function, FunctionDescriptor type) {
        return link(Linker.nativeLinker().defaultLookup(), function, type);
    }

    /** As {@link #link(String, FunctionDescriptor)}, of a library that was opened. */
    @SuppressWarnings("restricted") // the room's one place, with the next two; -Xlint:restricted guards every other
    public static MethodHandle link(SymbolLookup library, String function, FunctionDescriptor type) {
        return Linker.nativeLinker()
                .downcallHandle(library.findOrThrow(function), type, Linker.Option.captureCallState("errno"));
    }

    /**
     * Opens a shared library by its soname, for good.
     *
     * @throws IllegalArgumentException if there is none
     */
    @SuppressWarnings("restricted")
    public static SymbolLookup library(String soname) {
        return SymbolLookup.libraryLookup(soname, Arena.global());
    }

    /** Gives a pointer that C returned the size of what it points to. */
    @SuppressWarnings("restricted")
    public static MemorySegment sized(MemorySegment pointer, long size) {
        return pointer.reinterpret(size);
    }

    /** What a failed call left behind. */
    public static Errno errno(MemorySegment state) {
        return new Errno(state.get(JAVA_INT, ERRNO));
    }

    private Downcall() {}
}
