package dev.berth.engine.store;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of the store that is left alone, because what it says cannot be kept.
 *
 * @param path where it is
 * @param name what its name says, if it is a file name of ours; nobody else gets those ports while the file is there
 * @param why why it cannot be used, as a clause
 */
public record UnusableFile(Path path, Optional<FileName> name, String why) {
    /** The sentence that reports it. */
    public String warning() {
        return path + " is left alone: " + why + "; mend or remove it, then run 'berth restore'";
    }

    /** Tells whether its name means some port that the arguments mean. */
    public boolean overlaps(Protocol protocol, PortBlock block) {
        return name.filter(named ->
                        named.protocol().meets(protocol) && named.block().overlaps(block))
                .isPresent();
    }

    /** Tells whether its name is that of a reservation of exactly this block in exactly this pool or pools. */
    public boolean reserves(Protocol protocol, PortBlock block) {
        return name.filter(named -> named.equals(new FileName(FileName.Kind.RESERVATION, protocol, block)))
                .isPresent();
    }
}
