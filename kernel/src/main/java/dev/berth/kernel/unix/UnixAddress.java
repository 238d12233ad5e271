package dev.berth.kernel.unix;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a Unix socket is found, {@code unix(7)}: a path, or an abstract name of the network namespace.
 *
 * @param name the path, or the abstract name after {@code @}, as people write it
 */
record UnixAddress(String name) {
    /** {@code struct sockaddr_un}. */
    static final StructLayout SOCKADDR_UN = structLayout(
            JAVA_SHORT.withName("sun_family"), sequenceLayout(108, JAVA_BYTE).withName("sun_path"));

    private static final int PATH = (int) SOCKADDR_UN.byteOffset(PathElement.groupElement("sun_path"));
    private static final int LONGEST = (int) SOCKADDR_UN.byteSize() - PATH - 1;

    /** Tells whether it is no file. */
    boolean isAbstract() {
        return name.startsWith("@");
    }

    /** Binds a socket to it. */
    void bind(Fd socket) throws SyscallException {
        call(SyscallNumber.BIND, socket);
    }

    /** Connects a socket to who listens there. */
    void connect(Fd socket) throws SyscallException {
        call(SyscallNumber.CONNECT, socket);
    }

    private void call(SyscallNumber call, Fd socket) throws SyscallException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > LONGEST) {
            throw new SyscallException(
                    call.function(), Errno.EINVAL, name + ", which has not between 1 and " + LONGEST + " bytes");
        }
        if (isAbstract()) {
            bytes[0] = 0;
        } else {
            bytes = Arrays.copyOf(bytes, bytes.length + 1); // a path is ended by NUL, an abstract name by the length
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(SOCKADDR_UN);
            address.set(JAVA_SHORT, 0, (short) Sockets.AF_UNIX);
            MemorySegment.copy(bytes, 0, address, JAVA_BYTE, PATH, bytes.length);
            Syscall.call(call, name, socket.number(), address.address(), PATH + bytes.length);
        }
    }
}
