package dev.berth.kernel.netlink;

import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.InterfaceIndex;
import dev.berth.kernel.PartialListingException;
import dev.berth.kernel.SocketQuery;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Dumps of the sockets of one pool. One that fails is taken anew, a few times, for as long as nothing of it was handed
 * out.
 *
 * <p>The kernel walks its tables bucket by bucket and lets go of them between datagrams: where a bucket did not fit into
 * one, a socket that comes into the bucket or leaves it meanwhile can have it hand out a neighbor twice or never.
 */
final class SocketDump {
    private static final int ATTEMPTS = 5;

    private final Wire.Opening wires;
    private final SocketQuery query;
    private final String subject;

    /** Dumps for a query, each on a wire of its own. */
    SocketDump(Wire.Opening wires, SocketQuery query) {
        this.wires = wires;
        this.query = query;
        this.subject = InetDiag.subject(query.pool());
    }

    /**
     * Hands out each socket as it comes.
     *
     * @throws PartialListingException if not all could be handed out
     */
    void list(Sink<? super Entry> sink) throws IOException {
        boolean before = false;
        for (Walk walk : walks()) {
            HandOut out = new HandOut(new EntryReader(query.pool()), sink);
            try {
                patiently(query.pool(), () -> {
                    try {
                        dump(walk, out);
                    } catch (IOException broken) {
                        throw out.any ? partial(broken) : broken; // then it is not begun anew
                    }
                });
            } catch (PartialListingException partial) {
                throw partial;
            } catch (IOException broken) {
                throw before ? partial(broken) : broken;
            }
            before |= out.any;
        }
    }

    private PartialListingException partial(IOException broken) {
        return new PartialListingException(query.pool() + " sockets", broken);
    }

    /** Counts them by state. */
    Map<EntryState, Long> count() throws IOException {
        Map<EntryState, Long> counts = new EnumMap<>(EntryState.class);
        for (Walk walk : walks()) {
            long[] byNumber = new long[1 << Byte.SIZE];
            patiently(query.pool(), () -> {
                Arrays.fill(byNumber, 0);
                dump(walk, (bytes, start, end) -> {
                    InetDiagMsg.check(start, end);
                    byNumber[InetDiagMsg.state(bytes, start)]++;
                });
            });
            for (int number = 0; number < byNumber.length; number++) {
                if (byNumber[number] != 0) {
                    counts.merge(InetDiag.state(query.pool(), number), byNumber[number], Long::sum);
                }
            }
        }
        return counts;
    }

    /** One walk through the kernel's tables, which takes a millisecond or two even where they are empty. */
    private record Walk(int type, String command, Conversation.Question question) {
        static Walk ofFamily(int family, Protocol pool, int extensions, int states) {
            return new Walk(
                    InetDiag.SOCK_DIAG_BY_FAMILY,
                    "SOCK_DIAG_BY_FAMILY",
                    new InetDiagReqV2(family, InetDiag.number(pool), extensions, states, InetDiagSockId.NONE));
        }
    }

    /** TCP sockets of both families come by one walk, UDP's by one each; none where the pool has none of the states. */
    private List<Walk> walks() {
        int states = InetDiag.bits(query.pool(), query.states());
        int extensions = query.measured() ? InetDiag.EXT_INFO : 0;
        if (states == 0) {
            return List.of();
        }
        return query.pool() == Protocol.TCP
                ? List.of(new Walk(InetDiag.TCPDIAG_GETSOCK, "TCPDIAG_GETSOCK", new InetDiagReq(extensions, states)))
                : List.of(
                        Walk.ofFamily(Sockets.AF_INET, query.pool(), extensions, states),
                        Walk.ofFamily(Sockets.AF_INET6, query.pool(), extensions, states));
    }

    private void dump(Walk walk, Answer.Sink sink) throws IOException {
        Conversation.Question some = FilterCode.of(query.filter(), InterfaceIndex::of)
                .map(code -> filtered(walk.question, code))
                .orElse(walk.question);
        try (Wire wire = wires.open()) {
            new Conversation(wire, subject).dump(walk.type, walk.command, some, sink);
        }
    }

    /** A question with the attribute that narrows it. */
    private static Conversation.Question filtered(Conversation.Question question, byte[] code) {
        return (into, start) -> {
            int attribute = question.write(into, start);
            int length = Netlink.NLA_HDRLEN + code.length;
            into.putShort(attribute + Netlink.NLA_LEN, (short) length);
            into.putShort(attribute + Netlink.NLA_TYPE, (short) InetDiag.INET_DIAG_REQ_BYTECODE);
            into.put(attribute + Netlink.NLA_HDRLEN, code);
            return attribute + Netlink.align(length);
        };
    }

    /** One attempt at a listing. */
    interface Attempt {
        void list() throws IOException;
    }

    /** Lists anew, a few times, where the kernel says that a listing is not whole. */
    static void patiently(Protocol pool, Attempt attempt) throws IOException {
        for (int left = ATTEMPTS - 1; ; left--) {
            try {
                attempt.list();
                return;
            } catch (Answer.Interrupted changed) {
                if (left == 0) {
                    throw changed;
                }
            } catch (SyscallException refused) {
                if (refused.errno().equals(Errno.ENOENT)) {
                    throw new UnsupportedException(
                            "this kernel cannot list " + pool + " sockets",
                            "load its module: modprobe " + pool + "_diag",
                            refused);
                }
                if (!refused.errno().equals(Errno.ENOBUFS) || left == 0) {
                    throw refused;
                }
            }
        }
    }

    /** Passes entries on, and knows whether it did. */
    private static final class HandOut implements Answer.Sink {
        private final EntryReader reader;
        private final Sink<? super Entry> sink;
        private boolean any;

        HandOut(EntryReader reader, Sink<? super Entry> sink) {
            this.reader = reader;
            this.sink = sink;
        }

        @Override
        public void take(ByteBuffer bytes, int start, int end) throws IOException {
            Entry entry = reader.read(bytes, start, end);
            any = true;
            sink.take(entry);
        }
    }
}
