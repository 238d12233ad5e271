package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.Netlink.NLMSG_DONE;
import static dev.berth.kernel.netlink.Netlink.NLMSG_ERROR;
import static dev.berth.kernel.netlink.Netlink.NLM_F_DUMP_INTR;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * How the answer to a question is to be read.
 *
 * @param sequence the number of the question
 * @param type the type of its messages
 * @param single whether one message is all of it; otherwise its end is said
 * @param command what was asked, for messages
 * @param subject of what it was asked, for messages
 * @param sink takes each message
 */
record Answer(int sequence, int type, boolean single, String command, String subject, Sink sink) {
    /** Takes one message of an answer. */
    interface Sink {
        /** Takes the payload between two places, which is there until this returns. */
        void take(ByteBuffer bytes, int start, int end) throws IOException;
    }

    /** A dump that is not one picture, {@code NLM_F_DUMP_INTR}. Ask again. */
    static final class Interrupted extends IOException {
        private static final long serialVersionUID = 1L;

        Interrupted(String subject) {
            super(subject + ": the listing changed while it was taken");
        }
    }

    /**
     * Reads one datagram; tells whether more follow.
     *
     * @throws SyscallException if the kernel refused or gave the dump up
     * @throws Interrupted if what was listed changed under the listing
     */
    boolean take(ByteBuffer bytes) throws IOException {
        Datagram datagram = new Datagram(bytes);
        while (datagram.next()) {
            if (datagram.sequence() != sequence) {
                continue; // the rest of an answer that was given up
            }
            if ((datagram.flags() & NLM_F_DUMP_INTR) != 0) {
                throw new Interrupted(subject);
            }
            int what = datagram.type();
            if (what == NLMSG_DONE || what == NLMSG_ERROR) {
                Optional<Errno> error = datagram.error();
                if (error.isPresent()) {
                    throw new SyscallException(command, error.get(), subject);
                }
                return false;
            }
            if (what == type) {
                sink.take(bytes, datagram.payload(), datagram.payloadEnd());
                if (single) {
                    return false;
                }
            }
        }
        return true;
    }
}
