package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code execvpe(3)}: this process becomes another program, and keeps its number, its parent and its children. */
public final class Exec {
    /** With these the next directory of {@code PATH} is tried, as glibc does. */
    private static final Set<Errno> NOT_THERE =
            Set.of(Errno.ENOENT, Errno.ENOTDIR, Errno.ENODEV, Errno.ESTALE, Errno.ETIMEDOUT);

    private static final byte[] SHELL = "/bin/sh".getBytes(StandardCharsets.US_ASCII);

    /**
     * Becomes a program, which leaves nothing of the JVM: it finds what this process was started with as it was. Its
     * file is looked for in the {@code PATH} of its own environment; one without a format is read by {@code /bin/sh}.
     *
     * <p>It does not return. Other threads end without a word, and no shutdown hook runs.
     *
     * @param words its command line, the command first
     * @param environment its environment: a name, the equals sign and a value each
     * @param inheritance what this process was started with
     * @throws SyscallException if it cannot: ENOENT where there is no such file, or not the interpreter that it names;
     *     EACCES where there are only such that may not be executed. The process is not what it was: it had better end
     */
    public static void become(List<byte[]> words, List<byte[]> environment, Inheritance inheritance)
            throws IOException {
        String command = new String(words.getFirst(), StandardCharsets.UTF_8);
        SyscallException reason = new SyscallException("execve", Errno.ENOENT, command);
        List<byte[]> candidates = SearchPath.candidates(words.getFirst(), environment);
        boolean isSearched = !SearchPath.isPath(words.getFirst());
        inheritance.restore();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment argv = vector(arena, words);
            MemorySegment envp = vector(arena, environment);
            for (byte[] file : candidates) {
                Errno errno = execve(arena, file, argv, envp);
                if (errno.equals(Errno.ENOEXEC)) {
                    errno = execve(arena, SHELL, vector(arena, script(file, words)), envp);
                }
                if (errno.equals(Errno.EACCES)) {
                    reason = new SyscallException("execve", errno, command);
                } else if (!isSearched || !NOT_THERE.contains(errno)) {
                    throw new SyscallException("execve", errno, command);
                }
            }
        }
        throw reason;
    }

    /** What the shell is to read, with the words that come after the command. */
    private static List<byte[]> script(byte[] file, List<byte[]> words) {
        List<byte[]> script = new ArrayList<>(List.of(SHELL, file));
        script.addAll(words.subList(1, words.size()));
        return script;
    }

    /** Why not. */
    private static Errno execve(Arena arena, byte[] file, MemorySegment argv, MemorySegment envp) {
        try {
            Syscall.call(
                    SyscallNumber.EXECVE, "a program", string(arena, file).address(), argv.address(), envp.address());
        } catch (SyscallException refused) {
            return refused.errno();
        }
        throw new IllegalStateException("execve returned without an error");
    }

    /** {@code char *const[]}: a pointer to each, and one to nothing. */
    private static MemorySegment vector(Arena arena, List<byte[]> strings) {
        MemorySegment vector = arena.allocate(JAVA_LONG, strings.size() + 1L);
        for (int i = 0; i < strings.size(); i++) {
            vector.setAtIndex(JAVA_LONG, i, string(arena, strings.get(i)).address());
        }
        return vector;
    }

    private static MemorySegment string(Arena arena, byte[] bytes) {
        MemorySegment string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
        return string;
    }

    private Exec() {}
}
