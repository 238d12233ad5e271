package dev.berth.engine;

import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.Life;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runtime entries whose owner process has ended: the guard passes over them, and they go when somebody changes something. */
final class VoidEntries {
    private final Kernel kernel;

    VoidEntries(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Removes them, and answers the others, of whatever state. The caller holds the lock. */
    List<GuardEntry> sweep(Guard guard) throws IOException {
        List<GuardEntry> entries = guard.entries();
        boolean runtime = entries.stream().anyMatch(entry -> entry.state() == State.RUNTIME);
        if (!runtime || kernel.life().equals(Life.NOBODY)) {
            return entries; // from another pid namespace, every process looks as if it had ended
        }
        List<GuardEntry> live = new ArrayList<>();
        Map<Life, Boolean> alive = new HashMap<>();
        for (GuardEntry entry : entries) {
            if (entry.state() != State.RUNTIME || isAlive(entry.owner(), alive)) {
                live.add(entry);
            } else {
                guard.remove(entry.token());
            }
        }
        return live;
    }

    private boolean isAlive(Life owner, Map<Life, Boolean> known) throws IOException {
        Boolean answer = known.get(owner);
        if (answer == null) {
            answer = kernel.processTable().isAlive(owner);
            known.put(owner, answer);
        }
        return answer;
    }
}
