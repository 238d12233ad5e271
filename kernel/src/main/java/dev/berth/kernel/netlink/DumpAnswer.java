package dev.berth.kernel.netlink;

import static dev.berth.kernel.netlink.Netlink.NLMSG_DONE;
import static dev.berth.kernel.netlink.Netlink.NLMSG_ERROR;
import static dev.berth.kernel.netlink.Netlink.NLM_F_DUMP_INTR;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * How the answer to a dump is to be read.
 *
 * @param sequence the number of the question
 * @param type the type of its messages
 * @param command what was asked, for messages
 * @param subject of what it was asked, for messages
 * @param sink takes each message
 */
record DumpAnswer(int sequence, int type, String command, String subject, Sink sink) {
    /** Takes one message of an answer. Its payload is valid until this returns. */
    interface Sink {
        void take(MemorySegment payload) throws IOException;
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
     * @throws SyscallException if the kernel gave the dump up
     * @throws Interrupted if what was listed changed under the listing
     */
    boolean take(MemorySegment datagram) throws IOException {
        for (NetlinkMessage message : NetlinkMessage.split(datagram)) {
            if (message.sequence() != sequence) {
                continue; // the rest of an answer that was given up
            }
            if ((message.flags() & NLM_F_DUMP_INTR) != 0) {
                throw new Interrupted(subject);
            }
            if (message.type() == NLMSG_DONE || message.type() == NLMSG_ERROR) {
                Optional<Errno> error = message.error();
                if (error.isPresent()) {
                    throw new SyscallException(command, error.get(), subject);
                }
                return false;
            }
            if (message.type() == type) {
                sink.take(message.payload());
            }
        }
        return true;
    }
}
