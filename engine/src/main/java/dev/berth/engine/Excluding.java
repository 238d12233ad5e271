package dev.berth.engine;

import dev.berth.api.Code;
import dev.berth.api.Exclusion;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Standing;
import dev.berth.engine.Change.OnDisabled;
import dev.berth.engine.store.Stored;
import dev.berth.engine.store.StoredExclusion;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes and removes exclusions. No guard judges them: the list of reserved ports is all they need. */
final class Excluding {
    private final Workplace workplace;
    private final Change change;

    Excluding(Workplace workplace, Change change) {
        this.workplace = workplace;
        this.change = change;
    }

    Outcome<Exclusion> exclude(Protocol protocol, PortBlock block) {
        String wanted = "exclude " + protocol + " " + block;
        Optional<String> problem = block.problem();
        if (problem.isPresent()) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, wanted + ": " + problem.get());
        }
        return change.run(wanted, OnDisabled.STAY, scene -> {
            Optional<String> taken = Overlaps.of(protocol, block, scene);
            if (taken.isEmpty()) {
                taken = Remaining.problem(
                        block, needed(scene), workplace.kernel().reservedPorts());
            }
            return taken.isPresent()
                    ? Outcome.refused(Code.ERROR_SHARING_VIOLATION, wanted + ": " + taken.get())
                    : exclude(
                            new StoredExclusion(
                                    protocol, block, workplace.clock().instant().truncatedTo(ChronoUnit.SECONDS)),
                            scene);
        });
    }

    Outcome<Exclusion> remove(Protocol protocol, PortBlock block) {
        String wanted = "exclude --remove " + protocol + " " + block;
        Optional<String> problem = block.problem();
        if (problem.isPresent()) {
            return Outcome.refused(Code.ERROR_INVALID_PARAMETER, wanted + ": " + problem.get());
        }
        return change.run(wanted, OnDisabled.STAY_AWAY, scene -> {
            Optional<StoredExclusion> found = scene.contents().exclusion(protocol, block);
            return found.isPresent()
                    ? remove(found.get(), scene)
                    : Outcome.refused(
                            Code.ERROR_NOT_FOUND,
                            wanted + ": " + Nearest.toExclusion(protocol, block, scene.contents()));
        });
    }

    private Outcome<Exclusion> exclude(StoredExclusion stored, Scene scene) throws IOException {
        if (scene.live().isPresent()) {
            Live live = scene.live().get();
            live.list().add(live.needed(scene.contents().plus(stored)), scene.undo());
        }
        scene.undo().note("deleting its file", () -> workplace.store().delete(stored));
        workplace.store().write(stored);
        return Outcome.granted(stored.as(standing(scene)));
    }

    private Outcome<Exclusion> remove(StoredExclusion stored, Scene scene) throws IOException {
        scene.undo().note("writing its file again", () -> workplace.store().write(stored));
        workplace.store().delete(stored);
        if (scene.live().isPresent()) {
            scene.live().get().shrinkList(scene.contents().minus(stored), scene.undo());
        }
        return Outcome.granted(stored.as(standing(scene)));
    }

    private static Standing standing(Scene scene) {
        return scene.live().isPresent() ? Standing.ENFORCED : Standing.NOT_ENFORCED;
    }

    private static PortSet needed(Scene scene) throws IOException {
        return scene.live().isPresent()
                ? scene.live().get().needed(scene.contents())
                : PortSet.of(scene.contents().all().stream().map(Stored::block).toList());
    }
}
