package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A TCP socket that would hold up for an hour whoever closes its last copy: what it has sent is more than the other end,
 * which does not read, has room for.
 */
final class LingeringSocket implements AutoCloseable {
    private static final int SO_LINGER = 13;
    private static final int HOUR = 3600;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Fd sender;
    private final Socket receiver;

    LingeringSocket() throws IOException {
        sender = Sockets.socket(Sockets.AF_INET, Sockets.SOCK_STREAM, 0, "a lingering socket");
        try (Arena arena = Arena.ofConfined()) {
            byte[] address = {
                2,
                0,
                (byte) (listener.getLocalPort() >> 8),
                (byte) listener.getLocalPort(),
                127,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0
            };
            MemorySegment bytes = arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_BYTE, address);
            Syscall.call(SyscallNumber.CONNECT, "tcp", sender.number(), bytes.address(), address.length);
            receiver = listener.accept();
            MemorySegment linger = arena.allocateFrom(JAVA_INT, 1, HOUR);
            Syscall.call(
                    SyscallNumber.SETSOCKOPT,
                    "tcp",
                    sender.number(),
                    Sockets.SOL_SOCKET,
                    SO_LINGER,
                    linger.address(),
                    linger.byteSize());
            fill(arena.allocate(1 << 20));
        }
    }

    /** The descriptor, to be passed; the copy of whoever passes it must not be the last. */
    Fd fd() {
        return sender;
    }

    /** Ends the connection, so that whoever waits waits no longer. */
    void release() throws IOException {
        if (!receiver.isClosed()) {
            receiver.setSoLinger(true, 0);
            receiver.close();
        }
    }

    @Override
    public void close() throws IOException {
        release();
        listener.close();
        sender.close();
    }

    private void fill(MemorySegment much) throws SyscallException {
        try {
            while (true) {
                Syscall.call(
                        SyscallNumber.SENDTO,
                        "tcp",
                        sender.number(),
                        much.address(),
                        much.byteSize(),
                        Sockets.MSG_DONTWAIT,
                        0,
                        0);
            }
        } catch (SyscallException full) {
            if (!full.errno().equals(Errno.EAGAIN)) {
                throw full;
            }
        }
    }
}
