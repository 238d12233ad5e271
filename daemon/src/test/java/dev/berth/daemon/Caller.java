package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.client.message.Methods;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.Frames;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.client.varlink.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A connection to berthd, byte for byte; its reads block. */
final class Caller implements AutoCloseable {
    private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    private final Frames frames = new Frames(64 * 1024 * 1024);
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();

    Caller(Path socket) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    /** Sends these bytes, and nothing else. */
    void send(String text) throws IOException {
        send(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void send(Call call) throws IOException {
        send(Frames.of(call.message()));
    }

    /** Calls a method of {@code dev.berth.Ports}, and answers the reply. */
    Reply call(String method, JsonObject parameters) throws IOException {
        send(Call.of(Methods.INTERFACE + "." + method, parameters));
        return next();
    }

    /** Calls a method that has to be granted. */
    JsonObject granted(String method, JsonObject parameters) throws IOException {
        Reply reply = call(method, parameters);
        assertThat(reply.error()).as(reply.parameters().toString()).isEmpty();
        return reply.parameters();
    }

    /** Calls a method that has to be refused, and answers {@code NAME: message}. */
    String refused(String method, JsonObject parameters) throws IOException {
        Reply reply = call(method, parameters);
        assertThat(reply.error()).contains(Methods.REFUSED);
        return reply.parameters().requiredText("name") + ": "
                + reply.parameters().requiredText("message");
    }

    /** The next reply. */
    Reply next() throws IOException {
        while (true) {
            Optional<JsonObject> message = frames.next(buffer);
            if (message.isPresent()) {
                return Reply.read(message.get());
            }
            buffer.clear();
            int got = channel.read(buffer);
            buffer.flip();
            if (got < 0) {
                throw new EOFException("closed by berthd");
            }
        }
    }

    /** Sends no more. */
    void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Tells whether berthd has closed the connection, once it has nothing more to say. */
    boolean isClosed() throws IOException {
        try {
            next();
            return false;
        } catch (MalformedMessageException malformed) {
            throw malformed;
        } catch (IOException closed) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
