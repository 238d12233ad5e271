package dev.berth.kernel;

import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The processes of this machine and the sockets that they have open. Safe for concurrent use. */
public interface ProcessTable {
    /** Who has which socket open, now. */
    SocketOwners socketOwners() throws IOException;

    /** The sockets, by inode, that the calling process or one of its ancestors has open, as far as it may see them. */
    Set<Long> ancestralSockets() throws IOException;

    /** The same of another process, by its number. */
    Set<Long> ancestralSockets(int pid) throws IOException;

    /** The groups of a process, its effective one and the supplementary ones; empty if it is gone. */
    Set<Long> groups(int pid) throws IOException;

    /**
     * Tells whether a process lives: not ended, no zombie, and no later one of its number. Of those that {@code /proc}
     * hides from the caller nobody can tell a later one, which passes for the one that was meant.
     */
    boolean isAlive(Life process) throws IOException;

    /**
     * The process of this number, if it is another one itself or an ancestor of that, through parents that live.
     *
     * @param descendant which has to live
     */
    Optional<Life> ancestor(Life descendant, int pid) throws IOException;

    /** A process that lives; empty if it does not, or if {@code /proc} hides it from the caller. */
    Optional<OwnerProcess> find(Life process) throws IOException;

    /**
     * A process of which something was seen, and which may have ended since: with its user's name and its unit.
     *
     * @param cgroup the path of its cgroup; empty where that is not known
     */
    OwnerProcess describe(int pid, String command, long uid, Optional<String> cgroup);

    /**
     * Asks a process to end, {@code SIGTERM}, and waits for that. The process is held by a pidfd, so no later one of its
     * number is meant.
     *
     * @param pid the process
     * @param socket the inode of a socket; the process is asked only if it still has this open
     * @param patienceMillis how long to wait for its end
     * @return whether it is gone
     */
    boolean terminate(int pid, long socket, long patienceMillis) throws IOException;

    /** Who had which socket open at one moment. Small even for very many sockets. Safe for concurrent use. */
    interface SocketOwners {
        /**
         * The owners of a socket.
         *
         * @param inode its number; 0 for a socket that no process has
         * @return never {@link Owners.NotAsked}; {@link Owners.Unknown} where the caller could not look into every
         *     process and found none
         */
        Owners of(long inode);
    }
}
