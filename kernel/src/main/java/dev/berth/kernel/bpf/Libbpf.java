package dev.berth.kernel.bpf;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Downcall;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Syscall;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * {@code bpf/libbpf.h}, of the system's libbpf.so.1: what reads the object, finds the kernel's structs (CO-RE), makes
 * the maps and loads the programs. Needed to load a guard and not to use one.
 *
 * <p>Every function is linked with the one signature that {@link Syscall} has, for the JVM spends some milliseconds on
 * each: as there, whole numbers and pointers are passed alike, and arguments that a function does not take stay unread.
 * Pointers to objects are passed as segments of size 0: nobody but libbpf looks inside.
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
        libbpf_set_print = Syscall.linkAlike(library, "libbpf_set_print");
        bpf_object__open_mem = Syscall.linkAlike(library, "bpf_object__open_mem");
        bpf_object__load = Syscall.linkAlike(library, "bpf_object__load");
        bpf_object__close = Syscall.linkAlike(library, "bpf_object__close");
        bpf_object__find_map_fd_by_name = Syscall.linkAlike(library, "bpf_object__find_map_fd_by_name");
        bpf_object__find_map_by_name = Syscall.linkAlike(library, "bpf_object__find_map_by_name");
        bpf_map__set_initial_value = Syscall.linkAlike(library, "bpf_map__set_initial_value");
        bpf_map__reuse_fd = Syscall.linkAlike(library, "bpf_map__reuse_fd");
        bpf_object__find_program_by_name = Syscall.linkAlike(library, "bpf_object__find_program_by_name");
        bpf_program__fd = Syscall.linkAlike(library, "bpf_program__fd");
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
        return found(
                bpf_object__open_mem,
                "bpf_object__open_mem",
                name,
                bytes.address(),
                bytes.byteSize(),
                options.address());
    }

    /** Makes the maps and loads the programs. */
    void load(String name, MemorySegment object) throws SyscallException {
        number(bpf_object__load, "bpf_object__load", name, object.address());
    }

    /** Frees the object and closes its descriptors; what is pinned stays. */
    void close(MemorySegment object) {
        done(bpf_object__close, "bpf_object__close", object.address());
    }

    /** The descriptor of a map, which stays the object's. */
    int mapFd(MemorySegment object, String map) throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            return number(
                    bpf_object__find_map_fd_by_name,
                    "bpf_object__find_map_fd_by_name",
                    map,
                    object.address(),
                    arena.allocateFrom(map).address());
        }
    }

    /** Sets what a map holds when it is made: of {@code .rodata}, the programs' constants. */
    void setInitialValue(MemorySegment object, String map, MemorySegment value) throws SyscallException {
        number(
                bpf_map__set_initial_value,
                "bpf_map__set_initial_value",
                map,
                map(object, map).address(),
                value.address(),
                value.byteSize());
    }

    /** Takes a map that is there already, whose descriptor stays the caller's, in place of one that would be made. */
    void reuse(MemorySegment object, String map, Fd fd) throws SyscallException {
        number(bpf_map__reuse_fd, "bpf_map__reuse_fd", map, map(object, map).address(), fd.number());
    }

    /** The descriptor of a loaded program, which stays the object's. */
    int programFd(MemorySegment object, String program) throws SyscallException {
        MemorySegment found =
                named(bpf_object__find_program_by_name, "bpf_object__find_program_by_name", object, program);
        return number(bpf_program__fd, "bpf_program__fd", program, found.address());
    }

    private MemorySegment map(MemorySegment object, String map) throws SyscallException {
        return named(bpf_object__find_map_by_name, "bpf_object__find_map_by_name", object, map);
    }

    private void silence() {
        done(libbpf_set_print, "libbpf_set_print", 0);
    }

    private static MemorySegment named(MethodHandle handle, String function, MemorySegment object, String name)
            throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            return found(
                    handle,
                    function,
                    name,
                    object.address(),
                    arena.allocateFrom(name).address());
        }
    }

    /** libbpf 1 returns NULL and sets errno. */
    private static MemorySegment found(MethodHandle handle, String function, String subject, long... arguments)
            throws SyscallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Downcall.STATE);
            long address = Syscall.callAlike(handle, function, state, arguments);
            if (address == 0) {
                throw new SyscallException(function, Downcall.errno(state), subject);
            }
            return MemorySegment.ofAddress(address);
        }
    }

    /** libbpf 1 returns the negative errno, an int: the upper half of the register is anything. */
    private static int number(MethodHandle handle, String function, String subject, long... arguments)
            throws SyscallException {
        int number;
        try (Arena arena = Arena.ofConfined()) {
            number = (int) Syscall.callAlike(handle, function, arena.allocate(Downcall.STATE), arguments);
        }
        if (number < 0) {
            throw new SyscallException(function, new Errno(-number), subject);
        }
        return number;
    }

    private static void done(MethodHandle handle, String function, long argument) {
        try (Arena arena = Arena.ofConfined()) {
            Syscall.callAlike(handle, function, arena.allocate(Downcall.STATE), argument);
        }
    }
}
