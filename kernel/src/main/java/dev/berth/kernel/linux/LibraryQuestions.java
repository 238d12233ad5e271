package dev.berth.kernel.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.berth.kernel.linux.Question.Seen;
import dev.berth.kernel.unix.Downcall;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** Whether libbpf is there. */
final class LibraryQuestions {
    private static final String SONAME = "libbpf.so.1";
    private static final int LONGEST_VERSION = 64;

    static List<Question> all() {
        return List.of(new Question("libbpf", LibraryQuestions::libbpf));
    }

    private static Seen libbpf() {
        SymbolLookup library;
        try {
            library = Downcall.library(SONAME);
        } catch (IllegalArgumentException absent) {
            return Seen.no(
                    SONAME + " is not on this machine",
                    "Install version 1.0 or later: the package libbpf1 of Debian and Ubuntu, libbpf of others.");
        }
        return Seen.yes(SONAME + ", " + version(library));
    }

    private static String version(SymbolLookup library) {
        MethodHandle libbpf_version_string =
                Downcall.link(library, "libbpf_version_string", FunctionDescriptor.of(ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment version = (MemorySegment) libbpf_version_string.invokeExact(arena.allocate(Downcall.STATE));
            return Downcall.sized(version, LONGEST_VERSION).getString(0);
        } catch (Throwable mislinked) {
            throw new LinkageError("libbpf_version_string", mislinked);
        }
    }

    private LibraryQuestions() {}
}
