package dev.berth.kernel.unix;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The memory by which messages come and go, with {@code recvmsg(2)} and {@code sendmsg(2)}: bytes, and descriptors beside
 * them. It is used again for each message, so one serves all connections of a thread. Belongs to one
 * thread, unless it is made for one after the other.
 */
public final class MessageBuffer implements AutoCloseable {
    /** How many bytes are received or sent at once. */
    public static final int SIZE = 64 * 1024;

    /** {@code struct msghdr}. */
    static final StructLayout MSGHDR = structLayout(
            JAVA_LONG.withName("msg_name"),
            JAVA_INT.withName("msg_namelen"),
            paddingLayout(Integer.BYTES),
            JAVA_LONG.withName("msg_iov"),
            JAVA_LONG.withName("msg_iovlen"),
            JAVA_LONG.withName("msg_control"),
            JAVA_LONG.withName("msg_controllen"),
            JAVA_INT.withName("msg_flags"),
            paddingLayout(Integer.BYTES));
    /** {@code struct iovec}. */
    static final StructLayout IOVEC = structLayout(JAVA_LONG.withName("iov_base"), JAVA_LONG.withName("iov_len"));
    /** {@code struct cmsghdr}. */
    static final StructLayout CMSGHDR = structLayout(
            JAVA_LONG.withName("cmsg_len"), JAVA_INT.withName("cmsg_level"), JAVA_INT.withName("cmsg_type"));

    private static final long CONTROL = at(MSGHDR, "msg_control");
    private static final long CONTROL_LENGTH = at(MSGHDR, "msg_controllen");
    private static final long LENGTH = at(IOVEC, "iov_len");
    private static final long CMSG_LENGTH = at(CMSGHDR, "cmsg_len");
    private static final long CMSG_LEVEL = at(CMSGHDR, "cmsg_level");
    private static final long CMSG_TYPE = at(CMSGHDR, "cmsg_type");
    private static final long CMSG_DATA = CMSGHDR.byteSize();

    private static final int SCM_RIGHTS = 1;
    /** {@code SCM_MAX_FD}: no message has more. */
    private static final int MOST_DESCRIPTORS = 253;

    private static final long CONTROL_SIZE = aligned(CMSG_DATA + (long) MOST_DESCRIPTORS * Integer.BYTES);

    private final Arena arena;
    private final MemorySegment header;
    private final MemorySegment vector;
    private final MemorySegment control;
    private final MemorySegment bytes;
    private final ByteBuffer view;

    /** Memory for messages of this thread. */
    public MessageBuffer() {
        this(Arena.ofConfined());
    }

    private MessageBuffer(Arena arena) {
        this.arena = arena;
        header = arena.allocate(MSGHDR);
        vector = arena.allocate(IOVEC);
        control = arena.allocate(CONTROL_SIZE, Long.BYTES);
        bytes = arena.allocate(SIZE, Long.BYTES);
        view = bytes.asByteBuffer();
        vector.set(JAVA_LONG, at(IOVEC, "iov_base"), bytes.address());
        header.set(JAVA_LONG, at(MSGHDR, "msg_iov"), vector.address());
        header.set(JAVA_LONG, at(MSGHDR, "msg_iovlen"), 1);
    }

    /** Memory for messages of one thread after the other. */
    static MessageBuffer ofAnyThread() {
        return new MessageBuffer(Arena.ofShared());
    }

    /** What was received last: to be used before the next message. */
    public ByteBuffer bytes() {
        return view.asReadOnlyBuffer();
    }

    @Override
    public void close() {
        arena.close();
    }

    /**
     * A header to receive by, with room for as many descriptors as a message can have. None is then lost, as long as the
     * process may have so many more: those beyond are closed by the kernel, within the call.
     */
    long toReceive() {
        vector.set(JAVA_LONG, LENGTH, SIZE);
        header.set(JAVA_LONG, CONTROL, control.address());
        header.set(JAVA_LONG, CONTROL_LENGTH, CONTROL_SIZE);
        return header.address();
    }

    /** So many bytes have come; hands out the descriptors that came with them. */
    void received(int length, List<Fd> descriptors) {
        view.clear().limit(length);
        long end = header.get(JAVA_LONG, CONTROL_LENGTH);
        for (long at = 0; at + CMSG_DATA <= end; ) {
            long size = control.get(JAVA_LONG, at + CMSG_LENGTH);
            boolean rights = control.get(JAVA_INT, at + CMSG_LEVEL) == Sockets.SOL_SOCKET
                    && control.get(JAVA_INT, at + CMSG_TYPE) == SCM_RIGHTS;
            for (long fd = at + CMSG_DATA; rights && fd < at + size; fd += Integer.BYTES) {
                descriptors.add(new Fd(control.get(JAVA_INT, fd), "a descriptor that was passed"));
            }
            at += aligned(size);
        }
    }

    /** A header to send as many of these bytes as there is room for; they stay unread in their buffer. */
    long toSend(ByteBuffer from) {
        int length = Math.min(from.remaining(), SIZE);
        view.clear().put(from.slice(from.position(), length));
        vector.set(JAVA_LONG, LENGTH, length);
        header.set(JAVA_LONG, CONTROL, 0);
        header.set(JAVA_LONG, CONTROL_LENGTH, 0);
        return header.address();
    }

    /** As {@link #toSend(ByteBuffer)}, with descriptors beside the bytes. */
    long toSend(ByteBuffer from, List<Fd> descriptors) {
        if (descriptors.isEmpty() || descriptors.size() > MOST_DESCRIPTORS) {
            throw new IllegalArgumentException(
                    descriptors.size() + " descriptors, not between 1 and " + MOST_DESCRIPTORS);
        }
        toSend(from);
        long length = CMSG_DATA + (long) descriptors.size() * Integer.BYTES;
        control.set(JAVA_LONG, CMSG_LENGTH, length);
        control.set(JAVA_INT, CMSG_LEVEL, Sockets.SOL_SOCKET);
        control.set(JAVA_INT, CMSG_TYPE, SCM_RIGHTS);
        for (int i = 0; i < descriptors.size(); i++) {
            control.set(
                    JAVA_INT,
                    CMSG_DATA + (long) i * Integer.BYTES,
                    descriptors.get(i).number());
        }
        header.set(JAVA_LONG, CONTROL, control.address());
        header.set(JAVA_LONG, CONTROL_LENGTH, aligned(length));
        return header.address();
    }

    private static long aligned(long size) {
        return (size + Long.BYTES - 1) & -Long.BYTES;
    }

    private static long at(StructLayout layout, String field) {
        return layout.byteOffset(PathElement.groupElement(field));
    }
}
