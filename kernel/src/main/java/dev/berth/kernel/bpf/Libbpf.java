package dev.berth.kernel.bpf;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Downcall;
import dev.berth.kernel.unix.Fd;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * {@code bpf/libbpf.h}, of the system's libbpf.so.1: what reads the object, finds the kernel's structs (CO-RE), makes
 * the maps and loads the programs. Needed to load a guard and not to use one.
 *
 * <p>Pointers to objects are passed as segments of size 0: nobody but libbpf looks inside.
 */
final class Libbpf {
    private static final String SONAME = "libbpf.so.1";

    private final MethodHandle libbpf_set_print;
    private final MethodHandle bpf_object__open_mem;
    private final MethodHandle bpf_object__load;
    private final MethodHandle bpf_object__close;
    private final MethodHandle bpf_object__find_map_fd_by_name;
    private final MethodHandle bpf_object__find_map_by_name;
    private final MethodHandle bpf_map__set_initial_value;
    private final MethodHandle bpf_map__reuse_fd;
    private final MethodHandle bpf_object__find_program_by_name;
    private final MethodHandle bpf_program__fd;

    private Libbpf(SymbolLookup library) {
        FunctionDescriptor find = FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS);
        FunctionDescriptor number = FunctionDescriptor.of(JAVA_INT, ADDRESS);
        libbpf_set_print = Downcall.link(library, "libbpf_set_print", FunctionDescriptor.ofVoid(ADDRESS));
        bpf_object__open_mem = Downcall.link(
                library, "bpf_object__open_mem", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
        bpf_object__load = Downcall.link(library, "bpf_object__load", number);
        bpf_object__close = Downcall.link(library, "bpf_object__close", FunctionDescriptor.ofVoid(ADDRESS));
        bpf_object__find_map_fd_by_name = Downcall.link(
                library, "bpf_object__find_map_fd_by_name", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        bpf_object__find_map_by_name = Downcall.link(library, "bpf_object__find_map_by_name", find);
        bpf_map__set_initial_value = Downcall.link(
                library, "bpf_map__set_initial_value", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
        bpf_map__reuse_fd =
                Downcall.link(library, "bpf_map__reuse_fd", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
        bpf_object__find_program_by_name = Downcall.link(library, "bpf_object__find_program_by_name", find);
        bpf_program__fd = Downcall.link(library, "bpf_program__fd", number);
    }

    /** Opens the library and silences it: what goes wrong is told by exceptions. */
    static Libbpf open() throws UnsupportedException {
        Libbpf libbpf;
        try {
            libbpf = new Libbpf(Downcall.library(SONAME));
        } catch (IllegalArgumentException absent) {
            throw new UnsupportedException(
                    SONAME + " is not on this machine", "install it: the package libbpf1, or libbpf", absent);
        }
        libbpf.silence();
        return libbpf;
    }

    /** Reads an object from memory. Options as of {@link OpenOptions}; the object's bytes may go afterwards. */
    MemorySegment openMem(String name, MemorySegment bytes, MemorySegment options) throws SyscallException {
        return found("bpf_object__open_mem", name, (arena, state) ->
                (MemorySegment) bpf_object__open_mem.invokeExact(state, bytes, bytes.byteSize(), options));
    }

    /** Makes the maps and loads the programs. */
    void load(String name, MemorySegment object) throws SyscallException {
        number("bpf_object__load", name, (arena, state) -> (int) bpf_object__load.invokeExact(state, object));
    }

    /** Frees the object and closes its descriptors; what is pinned stays. */
    void close(MemorySegment object) {
        done("bpf_object__close", state -> {
            bpf_object__close.invokeExact(state, object); // a statement: as an expression it would return an Object
        });
    }

    /** The descriptor of a map, which stays the object's. */
    int mapFd(MemorySegment object, String map) throws SyscallException {
        return number("bpf_object__find_map_fd_by_name", map, (arena, state) ->
                (int) bpf_object__find_map_fd_by_name.invokeExact(state, object, arena.allocateFrom(map)));
    }

    /** Sets what a map holds when it is made: of {@code .rodata}, the programs' constants. */
    void setInitialValue(MemorySegment object, String map, MemorySegment value) throws SyscallException {
        MemorySegment found = map(object, map);
        number("bpf_map__set_initial_value", map, (arena, state) ->
                (int) bpf_map__set_initial_value.invokeExact(state, found, value, value.byteSize()));
    }

    /** Takes a map that is there already, whose descriptor stays the caller's, in place of one that would be made. */
    void reuse(MemorySegment object, String map, Fd fd) throws SyscallException {
        MemorySegment found = map(object, map);
        int number = fd.number();
        number("bpf_map__reuse_fd", map, (arena, state) -> (int) bpf_map__reuse_fd.invokeExact(state, found, number));
    }

    /** The descriptor of a loaded program, which stays the object's. */
    int programFd(MemorySegment object, String program) throws SyscallException {
        MemorySegment found = found("bpf_object__find_program_by_name", program, (arena, state) -> (MemorySegment)
                bpf_object__find_program_by_name.invokeExact(state, object, arena.allocateFrom(program)));
        return number("bpf_program__fd", program, (arena, state) -> (int) bpf_program__fd.invokeExact(state, found));
    }

    private MemorySegment map(MemorySegment object, String map) throws SyscallException {
        return found("bpf_object__find_map_by_name", map, (arena, state) ->
                (MemorySegment) bpf_object__find_map_by_name.invokeExact(state, object, arena.allocateFrom(map)));
    }

    private void silence() {
        done("libbpf_set_print", state -> {
            libbpf_set_print.invokeExact(state, MemorySegment.NULL);
        });
    }

    /** A call of a handle, with the segment for errno. */
    private interface Call<T> {
        T invoke(Arena arena, MemorySegment state) throws Throwable;
    }

    private interface VoidCall {
        void invoke(MemorySegment state) throws Throwable;
    }

    /** libbpf 1 returns NULL and sets errno. */
    private static MemorySegment found(String function, String subject, Call<MemorySegment> call)
            throws SyscallException {
        MemorySegment found;
        Errno errno;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Downcall.STATE);
            found = call.invoke(arena, state);
            errno = Downcall.errno(state);
        } catch (Throwable mislinked) {
            throw new LinkageError(function, mislinked);
        }
        if (found.address() == 0) {
            throw new SyscallException(function, errno, subject);
        }
        return found;
    }

    /** libbpf 1 returns the negative errno. */
    private static int number(String function, String subject, Call<Integer> call) throws SyscallException {
        int number;
        try (Arena arena = Arena.ofConfined()) {
            number = call.invoke(arena, arena.allocate(Downcall.STATE));
        } catch (Throwable mislinked) {
            throw new LinkageError(function, mislinked);
        }
        if (number < 0) {
            throw new SyscallException(function, new Errno(-number), subject);
        }
        return number;
    }

    private static void done(String function, VoidCall call) {
        try (Arena arena = Arena.ofConfined()) {
            call.invoke(arena.allocate(Downcall.STATE));
        } catch (Throwable mislinked) {
            throw new LinkageError(function, mislinked);
        }
    }
}
