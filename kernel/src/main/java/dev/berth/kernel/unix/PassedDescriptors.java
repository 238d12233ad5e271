package dev.berth.kernel.unix;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.util.Collection;
import java.util.concurrent.Executor;

/**
 * How to let go of descriptors that strangers have passed, without being held up by them. Whoever closes the last copy of a
 * descriptor may wait: for a TCP socket with {@code SO_LINGER} until everything was acknowledged, for a file of FUSE as
 * long as its server likes, for a Unix socket until what lies in its queue was closed.
 */
public final class PassedDescriptors {
    /** {@code struct linger}. */
    static final StructLayout LINGER = structLayout(JAVA_INT.withName("l_onoff"), JAVA_INT.withName("l_linger"));

    private static final String SUBJECT = "a descriptor that was passed";
    private static final int SO_LINGER = 13;

    /**
     * Closes descriptors: sockets of IPv4 and IPv6 here, after their lingering was put off, and all others {@code
     * elsewhere}, as nobody can tell how long that takes.
     *
     * <p>Somebody who keeps a copy can have a socket linger again, and close his copy, in the instant between. Whoever
     * must not be held up even so does all of this elsewhere.
     */
    public static void close(Collection<Fd> descriptors, Executor elsewhere) {
        for (Fd descriptor : descriptors) {
            if (isPutOff(descriptor)) {
                descriptor.close();
            } else {
                elsewhere.execute(descriptor::close);
            }
        }
    }

    private static boolean isPutOff(Fd descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            if (SocketDescription.of(descriptor)
                    .filter(SocketDescription::isInternet)
                    .isEmpty()) {
                return false;
            }
            MemorySegment off = arena.allocate(LINGER);
            Syscall.call(
                    SyscallNumber.SETSOCKOPT,
                    SUBJECT,
                    descriptor.number(),
                    Sockets.SOL_SOCKET,
                    SO_LINGER,
                    off.address(),
                    off.byteSize());
            return true;
        } catch (SyscallException refused) {
            return false;
        }
    }

    private PassedDescriptors() {}
}
