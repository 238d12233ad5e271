package dev.berth.client;

import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.Frames;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A berthd that does what a test tells it, step by step, on the test's own thread. */
final class ScriptedDaemon implements AutoCloseable {
    private final Path socket;
    private final ServerSocketChannel listener;

    /** Listens. */
    ScriptedDaemon(Path socket) throws IOException {
        this.socket = socket;
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
    }

    /** Waits for a client. */
    Peer accept() throws IOException {
        return new Peer(listener.accept());
    }

    /** Waits for a client's first call, and answers it. */
    Peer acceptAndAnswer(Reply reply) throws IOException {
        Peer peer = accept();
        peer.read();
        peer.answer(reply);
        return peer;
    }

    /** Whether no client waits. */
    boolean isLonely() throws IOException {
        listener.configureBlocking(false);
        try (SocketChannel unexpected = listener.accept()) {
            return unexpected == null;
        } finally {
            listener.configureBlocking(true);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        Files.deleteIfExists(socket);
    }

    /** A client. */
    static final class Peer implements AutoCloseable {
        private final SocketChannel channel;
        private final Frames frames = new Frames(16 * 1024 * 1024);
        private final ByteBuffer buffer = ByteBuffer.allocate(4096).flip();

        private Peer(SocketChannel channel) {
            this.channel = channel;
        }

        /** Waits for a call. */
        Call read() throws IOException {
            while (true) {
                Optional<JsonObject> message = frames.next(buffer);
                if (message.isPresent()) {
                    return Call.of(message.get());
                }
                buffer.clear();
                int got = channel.read(buffer);
                buffer.flip();
                if (got < 0) {
                    throw new EOFException("the client is gone");
                }
            }
        }

        /** Whether the client has gone, and said nothing more. */
        boolean isGone() throws IOException {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        }

        void answer(Reply reply) throws IOException {
            send(reply.message() + "\0");
        }

        void send(String text) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
