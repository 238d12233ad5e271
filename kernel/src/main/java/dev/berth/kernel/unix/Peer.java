package dev.berth.kernel.unix;

import dev.berth.kernel.Life;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Who is at the other end of a Unix socket, as the kernel recorded it when the connection was made; whoever else got hold
 * of that end since then counts as the same.
 *
 * @param pid the process, by its number in this pid namespace; 0 where it has none here
 * @param uid its effective user
 * @param gid its effective group
 * @param groups its effective group and the supplementary ones
 * @param process the process itself, which is this record's to close; empty where it had ended before it was asked for
 * @param networkCookie the network namespace that the other end's socket was made in, as {@link
 *     dev.berth.kernel.NetworkNamespace#cookie()}
 */
public record Peer(int pid, long uid, long gid, Set<Long> groups, Optional<Pidfd> process, long networkCookie)
        implements AutoCloseable {
    /** A peer whose set is its own. */
    public Peer {
        groups = Set.copyOf(groups);
    }

    /** Tells whether it has no number here: it lives in a pid namespace that is none of those below ours. */
    public boolean isElsewhere() {
        return pid == 0;
    }

    /** The life of the process; see {@link Pidfd#life()}. */
    public Optional<Life> life() throws IOException {
        return process.isEmpty() ? Optional.empty() : process.get().life();
    }

    /** Closes {@link #process}. Idempotent. */
    @Override
    public void close() {
        process.ifPresent(Pidfd::close);
    }
}
