package dev.berth.api;

import java.util.Map;

/**
 * The entries of the TCP and UDP tables of this network namespace: its sockets, whoever has them open.
 *
 * <p>All port numbers are in host order; nothing in this interface is in network order.
 *
 * <p><b>Privilege.</b> Listing needs none, but then the owners of other users' sockets are {@link Owners.Unknown}.
 * Closing needs {@code CAP_NET_ADMIN}; others are answered {@link Code#ERROR_ACCESS_DENIED} before anything else is
 * looked at.
 *
 * <p><b>Refusals.</b> Common to all methods: {@link Code#ERROR_NOT_SUPPORTED} where this kernel cannot do it,
 * {@link Code#ERROR_IO_DEVICE} where it failed. A listing that is refused may have handed out entries before.
 *
 * <p>Safe for concurrent use.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>
 */
public interface Entries {
    /**
     * Takes what a call finds, one after the other, on the calling thread.
     *
     * @param <T> what it takes
     */
    interface Sink<T> {
        /**
         * Takes one.
         *
         * @param found what was found
         */
        void take(T found);
    }

    /**
     * Lists entries as the kernel hands them out, in no order, without holding them all. What exists during the whole
     * call is listed once; what comes or goes meanwhile may be. The kernel does not hold its tables still: among very many
     * entries, one that comes or goes can have it hand out another one twice, or never.
     *
     * @param query which entries, and what to tell of them
     * @param sink takes each of them
     * @return how many they were
     */
    Outcome<Long> list(EntryQuery query, Sink<? super Entry> sink);

    /**
     * Counts entries by their state.
     *
     * @param query which entries
     * @return how many there are in each state in which there are any
     */
    Outcome<Map<EntryState, Long>> count(EntryQuery query);

    /**
     * Closes exactly this entry: a connection's local side gets {@code ECONNABORTED}, its peer a reset. The port is free
     * at once if the kernel had chosen it or the connection was accepted, else when its owner closes the socket.
     *
     * <p>Refused with {@link Code#ERROR_MR_MID_NOT_FOUND} where there is no such entry, and
     * {@link Code#ERROR_NOT_SUPPORTED} where the kernel cannot close it: a socket that is bound and nothing more, or one
     * path of an MPTCP connection, which would live on without it.
     *
     * @param key the entry
     * @return the entry as it stood before
     * @see <a href="https://learn.microsoft.com/windows/win32/api/iphlpapi/nf-iphlpapi-settcpentry">SetTcpEntry</a>
     */
    Outcome<Entry> close(EntryKey key);

    /**
     * Closes the entry that a filter means, or all of them where that is {@linkplain CloseRequest.Option#ALL allowed}.
     *
     * <p>Refused with {@link Code#ERROR_INVALID_PARAMETER} for the empty filter, and where several entries match and
     * only one may be closed: each of them was handed out as {@link Closing.Fate#MATCHED}. Refused with
     * {@link Code#ERROR_MR_MID_NOT_FOUND} where none matches. Whatever is granted may still count entries that are
     * refused.
     *
     * @param request which entries, and how far to go
     * @param sink takes what became of each
     * @return how many they were
     */
    Outcome<ClosingCount> close(CloseRequest request, Sink<? super Closing> sink);
}
