package dev.berth.daemon;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.MessageBuffer;
import dev.berth.kernel.unix.UnixStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Messages on their way to a client, who reads as fast as it likes. Belongs to the loop's thread. */
final class Outbox {
    private final UnixStream stream;
    private final MessageBuffer buffer;
    private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
    private int bytes;

    Outbox(UnixStream stream, MessageBuffer buffer) {
        this.stream = stream;
        this.buffer = buffer;
    }

    /** Keeps a message to be sent after those before it. */
    void add(ByteBuffer message) {
        unsent.add(message);
        bytes += message.remaining();
    }

    /** Sends as much as the client has room for. */
    void send() throws SyscallException {
        boolean room = true;
        while (room && !unsent.isEmpty()) {
            ByteBuffer next = unsent.getFirst();
            int before = next.remaining();
            if (stream.send(next, buffer)) {
                unsent.removeFirst();
            }
            bytes -= before - next.remaining();
            room = next.remaining() < before;
        }
    }

    /** How many bytes wait for the client. */
    int bytes() {
        return bytes;
    }

    /** Tells whether it is one message that waits. */
    boolean isSingle() {
        return unsent.size() == 1;
    }

    boolean isEmpty() {
        return unsent.isEmpty();
    }
}
