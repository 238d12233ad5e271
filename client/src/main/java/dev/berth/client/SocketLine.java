package dev.berth.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A connection by the JDK's sockets. It waits by a selector: an interrupt wakes that, whereas it would close a channel
 * that blocks, and with it the connection of all threads.
 */
final class SocketLine implements Line {
    /** How long an answer may still take once the thread was interrupted: longer than any that is on its way. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

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

    /** A new connection, which waits so long once its thread was interrupted. */
    static Line to(Path socket, Duration afterInterrupt) throws IOException {
        UnixDomainSocketAddress address = address(socket);
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return to(address, afterInterrupt);
                } catch (ClosedByInterruptException again) {
                    interrupted |= Thread.interrupted();
                }
            }
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
            channel.connect(address); // blocks: else a queue that is full would look like nobody there
            channel.configureBlocking(false);
            return new SocketLine(channel, Selector.open(), afterInterrupt);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
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
