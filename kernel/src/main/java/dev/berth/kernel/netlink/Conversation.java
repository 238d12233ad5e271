package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.Netlink.NLMSG_HDRLEN;
import static dev.berth.kernel.netlink.Netlink.NLM_F_ACK;
import static dev.berth.kernel.netlink.Netlink.NLM_F_DUMP;
import static dev.berth.kernel.netlink.Netlink.NLM_F_REQUEST;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A conversation with the kernel over netlink. Not safe for concurrent use: answers belong to the last question. */
final class Conversation {
    /** What is asked: the payload of a message. */
    interface Question {
        /** Writes it there; where it ends. */
        int write(ByteBuffer into, int start);
    }

    private final Wire wire;
    private final String subject;
    private int sequence;

    /** A conversation; its subject is for messages. */
    Conversation(Wire wire, String subject) {
        this.wire = wire;
        this.subject = subject;
    }

    /**
     * Asks for everything of a kind.
     *
     * @throws SyscallException naming the command; {@code ENOBUFS} if messages were lost
     * @throws Answer.Interrupted if what was listed changed under the listing
     */
    void dump(int type, String command, Question question, Answer.Sink sink) throws IOException {
        ask(type, NLM_F_DUMP, command, question, sink);
    }

    /**
     * Asks for one thing, which the sink gets.
     *
     * @throws SyscallException naming the command
     */
    void get(int type, String command, Question question, Answer.Sink sink) throws IOException {
        ask(type, 0, command, question, sink);
    }

    /**
     * Has something done, and waits until it is.
     *
     * @throws SyscallException naming the command
     */
    void order(int type, String command, Question question) throws IOException {
        ask(type, NLM_F_ACK, command, question, (bytes, start, end) -> {});
    }

    private void ask(int type, int flags, String command, Question question, Answer.Sink sink) throws IOException {
        sequence++;
        ByteBuffer bytes = wire.bytes();
        bytes.clear();
        int length = question.write(bytes, NLMSG_HDRLEN);
        bytes.putInt(Netlink.NLMSG_LEN, length)
                .putShort(Netlink.NLMSG_TYPE, (short) type)
                .putShort(Netlink.NLMSG_FLAGS, (short) (NLM_F_REQUEST | flags))
                .putInt(Netlink.NLMSG_SEQ, sequence)
                .putInt(Netlink.NLMSG_PID, 0);
        wire.send(length);
        Answer answer = new Answer(sequence, type, flags == 0, command, subject, sink);
        boolean more = true;
        while (more) {
            long received = wire.receive();
            if (received > bytes.capacity()) {
                throw new MalformedException(subject, "a datagram of " + received + " bytes");
            }
            more = answer.take(bytes.limit((int) received));
        }
    }
}
