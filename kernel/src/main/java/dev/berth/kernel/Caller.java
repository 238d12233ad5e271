package dev.berth.kernel;

import java.util.List;

/**
 * Who is asking, as the kernel sees it.
 *
 * @param life the process; {@link Life#NOBODY} where it lives in a pid namespace of its own, so that the guard would
 *     know it by another number
 * @param uid the effective user
 * @param missing the capabilities that an administrator has and the caller lacks, such as {@code CAP_BPF}; empty for an
 *     administrator
 * @param namespace the network namespace of the calling thread
 */
public record Caller(Life life, long uid, List<String> missing, NetworkNamespace namespace) {
    /** A caller whose list is its own. */
    public Caller {
        missing = List.copyOf(missing);
    }
}
