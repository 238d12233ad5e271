package dev.berth.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A row of the TCP or UDP table: a socket of this network namespace, as it stood when it was read.
 *
 * @param protocol TCP or UDP, never both
 * @param state its state
 * @param local its end on this machine
 * @param remote its other end; all addresses and port 0 where it has none
 * @param uid the user who made the socket, unsigned 32 bits; 0 for one that no process has
 * @param inode its number in {@code /proc/PID/fd}; 0 where no process has it
 * @param cookie the kernel's own number of it, unsigned, never used again before the next boot; 0 where the kernel gives
 *     none
 * @param receiveQueue bytes that came in and were not read; of a listener, connections that were not accepted
 * @param sendQueue bytes that were sent and not confirmed; of a listener, how many connections may wait
 * @param interfaceIndex the interface that it is bound to, or of a link-local address; 0 for none
 * @param timer what the kernel waits for
 * @param info what was measured, where that was asked for and the entry has it
 * @param owners who has it open
 */
public record Entry(
        Protocol protocol,
        EntryState state,
        Endpoint local,
        Endpoint remote,
        long uid,
        long inode,
        long cookie,
        long receiveQueue,
        long sendQueue,
        int interfaceIndex,
        EntryTimer timer,
        Optional<TcpInfo> info,
        Owners owners) {
    /** {@return what names it, with its cookie} */
    public EntryKey key() {
        OptionalLong known = cookie == 0 ? OptionalLong.empty() : OptionalLong.of(cookie);
        return new EntryKey(protocol, local, remote, interfaceIndex, known);
    }

    /**
     * The same entry with owners.
     *
     * @param others who has it open
     * @return the entry
     */
    public Entry with(Owners others) {
        return new Entry(
                protocol,
                state,
                local,
                remote,
                uid,
                inode,
                cookie,
                receiveQueue,
                sendQueue,
                interfaceIndex,
                timer,
                info,
                others);
    }

    /**
     * The same entry with measurements.
     *
     * @param measured what was measured, if anything was
     * @return the entry
     */
    public Entry withInfo(Optional<TcpInfo> measured) {
        return new Entry(
                protocol,
                state,
                local,
                remote,
                uid,
                inode,
                cookie,
                receiveQueue,
                sendQueue,
                interfaceIndex,
                timer,
                measured,
                owners);
    }

    /** {@return the processes that have it open, by pid; empty where there is none or they are not known} */
    public List<OwnerProcess> processes() {
        return owners instanceof Owners.Known known ? known.processes() : List.of();
    }

    /** {@return {@code tcp LISTEN 0.0.0.0:8080 0.0.0.0:*}} */
    @Override
    public String toString() {
        return protocol + " " + state.label() + " " + local + " " + remote;
    }
}
