package dev.berth.kernel;

import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The sockets of the calling thread's network namespace. */
public interface SocketTable {
    /**
     * Lists sockets of both families as the kernel hands them out, their owners not asked for. A listing that fails
     * midway throws: what was handed out before it is then not all.
     *
     * @throws UnsupportedException if this kernel cannot list them
     */
    void list(SocketQuery query, Sink<? super Entry> sink) throws IOException;

    /**
     * Counts sockets by state, without making anything of each. Only for a query whose filter is
     * {@link dev.berth.api.EntryFilter#ALL}.
     */
    Map<EntryState, Long> count(SocketQuery query) throws IOException;

    /**
     * Tells whether {@link #list} leaves out no socket of the protocol that holds a port. Linux before 6.8 leaves out
     * those of TCP that are bound and nothing more.
     */
    boolean listsAll(Protocol protocol) throws IOException;

    /**
     * Looks up one socket by both ends, and by its cookie where the key has one: one question, at the same price
     * however many sockets there are. What was measured comes with it. A listener is never taken for a connection that
     * it might accept.
     */
    Optional<Entry> find(EntryKey key) throws IOException;

    /**
     * Destroys exactly this socket, which is known by its cookie.
     *
     * @throws SyscallException {@code ENOENT} if it is gone or the kernel does not find it, {@code EOPNOTSUPP} if it
     *     cannot be destroyed, {@code EPERM} for lack of {@code CAP_NET_ADMIN}
     */
    void destroy(Entry entry) throws IOException;

    /** Destroys sockets one after the other, as {@link #destroy} does, for less than that takes each time. */
    default Destroyer destroyer() throws IOException {
        return this::destroy;
    }

    /** Destroys sockets. To be closed, and to be used by one thread. */
    @FunctionalInterface
    interface Destroyer extends AutoCloseable {
        /**
         * Destroys a socket.
         *
         * @throws SyscallException as {@link SocketTable#destroy} says
         */
        void destroy(Entry entry) throws IOException;

        @Override
        default void close() {}
    }
}
