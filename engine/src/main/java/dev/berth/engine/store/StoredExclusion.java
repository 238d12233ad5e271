package dev.berth.engine.store;

import dev.berth.api.Exclusion;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Standing;
import java.time.Instant;

/**
 * An exclusion as its file records it.
 *
 * @param protocol the pool or pools
 * @param block the ports
 * @param since when it was made, to the second
 */
public record StoredExclusion(Protocol protocol, PortBlock block, Instant since) implements Stored {
    @Override
    public FileName fileName() {
        return new FileName(FileName.Kind.EXCLUSION, protocol, block);
    }

    @Override
    public String title() {
        return "exclusion " + protocol + " " + block;
    }

    /** The exclusion with what the kernel says of it. */
    public Exclusion as(Standing standing) {
        return new Exclusion(protocol, block, since, standing);
    }
}
