package dev.berth.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection by the JDK's sockets. It waits by a selector: an interrupt wakes that, whereas it would close a channel
 * that blocks, and with it the connection of all threads.
 */
final class SocketLine implements Line {
    /** How long an answer may still take once the thread was interrupted: longer than any that is on its way. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

    /** Between two tries to connect. */
    private static final Duration NAP = Duration.ofMillis(10);

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    private final Duration afterInterrupt;

    private SocketLine(SocketChannel channel, Selector selector, Duration afterInterrupt) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.afterInterrupt = afterInterrupt;
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    /** A new connection. */
    static Line to(Path socket) throws IOException {
        return to(socket, AFTER_INTERRUPT);
    }

    /**
     * A new connection, which waits so long once its thread was interrupted. So does this, where berthd's queue is full: with
     * an interrupt it waits no longer than for an answer.
     */
    static Line to(Path socket, Duration afterInterrupt) throws IOException {
        UnixDomainSocketAddress address = address(socket);
        if (!Thread.currentThread().isInterrupted()) {
            try {
                return to(address, afterInterrupt);
            } catch (ClosedByInterruptException interrupted) {
                // It stays so, and has closed the channel.
            }
        }
        boolean interrupted = Thread.interrupted();
        try {
            return soon(socket, address, afterInterrupt);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void send(ByteBuffer bytes, OptionalInt descriptor) throws IOException {
        if (descriptor.isPresent()) {
            throw new UnsupportedOperationException("Java's own sockets pass no descriptors");
        }
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    @Override
    public int receive(ByteBuffer into) throws IOException {
        int got;
        do {
            await(SelectionKey.OP_READ);
            got = channel.read(into);
        } while (got == 0);
        return got;
    }

    @Override
    public void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException gone) {
            // It is closed all the same.
        }
    }

    private static SocketLine to(UnixDomainSocketAddress address, Duration afterInterrupt) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(address); // blocks: it waits as long as the queue is full
            channel.configureBlocking(false);
            return new SocketLine(channel, Selector.open(), afterInterrupt);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    /** Tries again and again, in a way that no interrupt ends, for so long. */
    private static SocketLine soon(Path socket, UnixDomainSocketAddress address, Duration patience) throws IOException {
        long start = System.nanoTime();
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false);
                if (channel.connect(address)) {
                    return new SocketLine(channel, Selector.open(), patience);
                }
                channel.close();
            } catch (ConnectException nobodyThere) {
                channel.close();
                throw nobodyThere;
            } catch (SocketException refused) {
                channel.close();
                if (!Files.isWritable(socket)) {
                    throw refused;
                }
                // EAGAIN, as nothing else is left: the queue is full, and nobody tells when it is not.
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
            if (System.nanoTime() - start >= patience.toNanos()) {
                throw new InterruptedIOException("interrupted, and berthd did not let anybody in soon after");
            }
            LockSupport.parkNanos(NAP.toNanos());
            Thread.interrupted(); // once more: it is told in the end
        }
    }

    private static UnixDomainSocketAddress address(Path socket) throws IOException {
        try {
            return UnixDomainSocketAddress.of(socket);
        } catch (IllegalArgumentException otherFileSystem) {
            throw new IOException(otherFileSystem.getMessage(), otherFileSystem);
        }
    }

    private void await(int operation) throws IOException {
        boolean interrupted = false;
        long start = 0;
        try {
            if (key.interestOps() != operation) {
                key.interestOps(operation);
            }
            while ((interrupted ? selector.select(afterInterrupt.toMillis()) : selector.select()) == 0) {
                if (interrupted && System.nanoTime() - start >= afterInterrupt.toNanos()) {
                    throw new InterruptedIOException("interrupted, and berthd did not answer soon after");
                }
                if (Thread.interrupted()) {
                    interrupted = true;
                    start = System.nanoTime();
                }
            }
            selector.selectedKeys().clear();
        } catch (IllegalStateException closed) { // the selector, and the key with it
            throw (IOException) new AsynchronousCloseException().initCause(closed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
