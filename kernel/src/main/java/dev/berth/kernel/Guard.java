package dev.berth.kernel;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The guard of this network namespace, live in the kernel: the maps that its programs judge by.
 *
 * <p>Reading is safe for concurrent use. Whoever writes holds the store's lock, so that one process at a time writes.
 */
public interface Guard extends AutoCloseable {
    /** The namespace it keeps. */
    NetworkNamespace namespace();

    /**
     * The hooks that nothing of the guard is attached to, by the names of its programs; empty while it is whole. A hook
     * is lost with the cgroup that it was attached to, or when somebody removes its pin.
     */
    List<String> lostHooks() throws IOException;

    /** Every entry, void ones too, in no order. */
    List<GuardEntry> entries() throws IOException;

    /** The entry of a token, void or not. */
    Optional<GuardEntry> entry(Token token) throws IOException;

    /** A token that was never used before. The caller holds the lock. */
    Token issue() throws IOException;

    /**
     * Makes an entry live, or replaces the one of its token in one step. All ports of the block are guarded from the
     * moment this returns. The caller holds the lock, and no other live entry has a port of the block.
     */
    void put(GuardEntry entry) throws IOException;

    /** Ends an entry; all its ports are free when this returns. No matter if there is none. */
    void remove(Token token) throws IOException;

    /** The ports that Berth, and nobody before it, put into {@code ip_local_reserved_ports}. */
    PortSet claims() throws IOException;

    /** Records {@link #claims()}. The caller holds the lock. */
    void claim(PortSet ports) throws IOException;

    /**
     * The ports of the block that somebody holds, found by binding each for a moment with a socket that is associated
     * with the token: bound, listening, connected and TIME_WAIT sockets of either family and any address are seen.
     * Takes a few microseconds a port. The block is guarded by the token's entry.
     */
    PortSet probe(Token token, Protocol protocol, PortBlock block) throws IOException;

    /**
     * Marks a socket of this process, by its descriptor, with a token: it may bind inside, and {@code bind} to port 0
     * takes a port of the block. Whether the caller may have that is the caller's to judge.
     */
    void associate(int socket, Token token) throws IOException;

    /**
     * Ties a reservation to a socket of this process, by its descriptor: it ends with the last close of the socket, of
     * all its copies in all processes. Any number of reservations may hang on one socket.
     */
    void anchor(int socket, Token token) throws IOException;

    /** Tells whether the calling thread lives in the network namespace that is kept. */
    boolean isHere() throws IOException;

    /**
     * How many changes were {@linkplain #announce announced}, of whatever engine: as long as it stays the same, what
     * was read of the guard and the store under the lock before still holds, but for entries that have ended by
     * themselves. The caller holds the lock.
     */
    long changes() throws IOException;

    /** Announces a change, before it is begun, so that one which dies midway has been announced. The caller holds the lock. */
    void announce() throws IOException;

    /**
     * Tells whether this guard was taken out of the kernel and keeps nothing any more. Who goes on with an open guard
     * asks this under the lock.
     */
    boolean isRetired() throws IOException;

    /** How many entries have ended with their anchors since the guard was loaded. */
    long endings() throws IOException;

    /**
     * What can be told of a guard at a glance: where two glances differ, something may have come or gone between them.
     *
     * @param changes as {@link Guard#changes()}
     * @param endings as {@link Guard#endings()}
     * @param retired as {@link Guard#isRetired()}
     */
    record Pulse(long changes, long endings, boolean retired) {}

    /** A glance, for those who watch and hold no lock: a change may be under way. */
    Pulse pulse() throws IOException;

    /** The port at which the next block of anybody's choice is looked for first. The caller holds the lock. */
    int turn() throws IOException;

    /** Records {@link #turn()}. The caller holds the lock. */
    void turn(int port) throws IOException;

    /**
     * The binds that are refused from here on, and those before that nobody has read. Whoever opens them is the one reader
     * in the system, and closes them.
     */
    Refusals refusals() throws IOException;

    /** Closes the descriptors; what is pinned goes on. */
    @Override
    void close();
}
