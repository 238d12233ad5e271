package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A flag that one thread waits for and others raise, {@code eventfd(2)}. Safe for concurrent use. */
public final class EventFd implements AutoCloseable {
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EFD_NONBLOCK = 0x800;
    private static final String NAME = "eventfd";

    private final Fd fd;

    /** A flag that is not raised. */
    public EventFd() throws SyscallException {
        fd = new Fd((int) Syscall.call(SyscallNumber.EVENTFD2, NAME, 0, EFD_CLOEXEC | EFD_NONBLOCK), NAME);
    }

    /** Raises it: its descriptor is readable. */
    public void raise() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
            Syscall.call(SyscallNumber.WRITE, NAME, fd.number(), one.address(), Long.BYTES);
        } catch (SyscallException refused) {
            if (!refused.errno().equals(Errno.EAGAIN)) { // raised a very large number of times: so it is raised
                throw new IllegalStateException(refused);
            }
        }
    }

    /** Lowers it, however often it was raised. */
    public void lower() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_LONG);
            Syscall.call(SyscallNumber.READ, NAME, fd.number(), count.address(), Long.BYTES);
        } catch (SyscallException refused) {
            if (!refused.errno().equals(Errno.EAGAIN)) {
                throw new IllegalStateException(refused);
            }
        }
    }

    /** The descriptor, to be waited for. */
    public Fd fd() {
        return fd;
    }

    @Override
    public void close() {
        fd.close();
    }
}
