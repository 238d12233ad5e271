package dev.berth.kernel.netlink;

import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A wire whose other end answers what it was told to, to whichever question. */
final class ScriptedWire implements Wire {
    /** What is received next. */
    sealed interface Step {}

    /** A datagram of these messages. */
    record Messages(List<byte[]> messages) implements Step {}

    /** A receive that fails. */
    record Failure(SyscallException reason) implements Step {}

    private final ByteBuffer bytes = ByteBuffer.allocate(32 * 1024).order(ByteOrder.nativeOrder());
    private final Deque<Step> steps;
    private final List<byte[]> sent = new ArrayList<>();
    private boolean closed;

    ScriptedWire(Step... steps) {
        this.steps = new ArrayDeque<>(List.of(steps));
    }

    static Step datagram(byte[]... messages) {
        return new Messages(List.of(messages));
    }

    /** {@code struct nlmsghdr} and a payload; the sequence is that of the first question. */
    static byte[] message(int type, int flags, byte... payload) {
        return message(type, flags, 1, payload);
    }

    static byte[] message(int type, int flags, int sequence, byte... payload) {
        int length = Netlink.NLMSG_HDRLEN + payload.length;
        return ByteBuffer.allocate(Netlink.align(length))
                .order(ByteOrder.nativeOrder())
                .putInt(length)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(0)
                .put(payload)
                .array();
    }

    /** The end of a dump, or what an order came to. */
    static byte[] end(int type, int error) {
        return message(type, 0, number(error));
    }

    static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(number)
                .array();
    }

    /** The bytes of messages, as one datagram. */
    static ByteBuffer together(byte[]... messages) {
        return ByteBuffer.wrap(Structs.join(messages)).order(ByteOrder.nativeOrder());
    }

    /** What was sent. */
    List<byte[]> sent() {
        return sent;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void send(int length) {
        byte[] message = new byte[length];
        bytes.get(0, message);
        sent.add(message);
    }

    @Override
    public long receive() throws IOException {
        bytes.clear();
        return switch (steps.remove()) {
            case Messages(List<byte[]> messages) -> {
                int length = 0;
                for (byte[] message : messages) {
                    bytes.put(length, message);
                    length += message.length;
                }
                yield length;
            }
            case Failure(SyscallException reason) -> throw reason;
        };
    }

    @Override
    public void close() {
        closed = true;
    }
}
