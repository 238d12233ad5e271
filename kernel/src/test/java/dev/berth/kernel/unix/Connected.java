package dev.berth.kernel.unix;

import dev.berth.kernel.SyscallException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Both ends of a connection over a Unix socket, at an abstract name of its own. */
final class Connected implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    final UnixListener listener;
    final UnixClient client;
    final UnixStream stream;
    final MessageBuffer buffer = new MessageBuffer();
    final List<Fd> descriptors = new ArrayList<>();

    Connected() throws SyscallException {
        String name = freeName();
        listener = UnixListener.abstractly(name);
        client = UnixClient.connect(name);
        stream = listener.accept().orElseThrow();
    }

    /** An abstract name that nobody else has. */
    static String freeName() {
        return "@berth-test-" + ProcessHandle.current().pid() + "-" + COUNT.getAndIncrement();
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    /** What the stream receives at once. */
    String received() throws SyscallException {
        return switch (stream.receive(buffer, descriptors)) {
            case UnixStream.NOTHING -> "nothing";
            case UnixStream.END -> "the end";
            default -> text(buffer.bytes());
        };
    }

    @Override
    public void close() {
        descriptors.forEach(Fd::close);
        stream.close();
        client.close();
        listener.close();
        buffer.close();
    }
}
