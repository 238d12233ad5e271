package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.Stored;
import dev.berth.engine.store.StoredExclusion;
import dev.berth.engine.store.StoredReservation;
import dev.berth.engine.store.UnusableFile;
import java.util.Optional;

/** Whether a block or a name is taken, and by whom. */
final class Overlaps {
    private Overlaps() {}

    /** Who has a port of the block, and the way out, as a clause; empty if nobody has. */
    static Optional<String> of(Protocol protocol, PortBlock block, Scene scene) {
        return scene.contents().all().stream()
                .filter(stored -> stored.overlaps(protocol, block))
                .findFirst()
                .map(Overlaps::clause)
                .or(() -> unusable(protocol, block, scene))
                .or(() -> runtime(protocol, block, scene));
    }

    /** Who has the name, and the way out, as a clause; empty if nobody has. */
    static Optional<String> ofName(String name, StoreContents contents) {
        return contents.reservation(name)
                .map(holder -> "the name " + name + " belongs to " + holder.protocol() + " " + holder.block()
                        + "; choose another name");
    }

    private static String clause(Stored holder) {
        return switch (holder) {
            case StoredReservation reservation ->
                reservation.title() + " is reserved since " + reservation.since() + "; run 'berth delete "
                        + reservation.protocol() + " " + reservation.block() + "' first, or choose another block";
            case StoredExclusion exclusion ->
                exclusion.protocol() + " " + exclusion.block() + " is excluded since " + exclusion.since()
                        + "; run 'berth exclude " + exclusion.protocol() + " " + exclusion.block()
                        + " --remove' first, or choose another block";
        };
    }

    // A file that cannot be read was acknowledged once; whoever mends it shall find its ports.
    private static Optional<String> unusable(Protocol protocol, PortBlock block, Scene scene) {
        return scene.contents().unusable().stream()
                .filter(file -> file.overlaps(protocol, block))
                .findFirst()
                .map(Overlaps::clause);
    }

    private static String clause(UnusableFile file) {
        return file.path() + " stands for ports of it and cannot be used: " + file.why()
                + "; mend or remove that file first, or choose another block";
    }

    private static Optional<String> runtime(Protocol protocol, PortBlock block, Scene scene) {
        return scene.live()
                .flatMap(live -> live.matching().runtime(protocol, block))
                .map(entry -> "the guard holds " + GuardNames.title(entry)
                        + "; wait until that process releases it or ends, or choose another block");
    }
}
