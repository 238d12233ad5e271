package dev.berth.engine;

import dev.berth.api.Outcome;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * How to take back what a change has done so far. Each step's counterpart is noted <em>before</em> the step, because a
 * step that fails may have half happened; so every counterpart must do no harm where there is nothing to take back.
 *
 * <p>Not for an {@link Error}: after one nothing can be relied on, and what a dead change leaves behind is void.
 */
final class Undo {
    private final Deque<Counterpart> noted = new ArrayDeque<>();
    private Supplier<String> deeds = () -> "";

    private record Counterpart(String what, IoStep step) {}

    /** What a change does; it may refuse at any point. */
    @FunctionalInterface
    interface Attempt<T> {
        /** Does it, noting counterparts. */
        Outcome<T> run(Undo undo) throws IOException;
    }

    /** Carries out a change, and takes it back where it fails or refuses. */
    static <T> Outcome<T> around(Attempt<T> attempt) throws IOException {
        Undo undo = new Undo();
        try {
            return switch (attempt.run(undo)) {
                case Outcome.Granted<T> granted -> granted;
                case Outcome.Refused<T> refused ->
                    new Outcome.Refused<>(
                            refused.code(), refused.message() + undo.deeds.get() + Failure.aftermath(undo.rollBack()));
            };
        } catch (IOException failed) {
            String deeds = undo.deeds.get();
            IOException told = deeds.isEmpty() ? failed : new AfterDeedsException(failed, deeds);
            undo.rollBack().forEach(told::addSuppressed);
            throw told;
        } catch (RuntimeException failed) {
            undo.rollBack().forEach(failed::addSuppressed);
            throw failed;
        }
    }

    /**
     * Has a refusal tell what cannot be taken back, at whatever step it comes.
     *
     * @param what asked when there is one, for what to add to its sentence; empty where nothing was done
     */
    void tell(Supplier<String> what) {
        deeds = what;
    }

    /**
     * Notes the counterpart of the step that comes next.
     *
     * @param what what the counterpart does, as a gerund: {@code deleting the file}
     */
    void note(String what, IoStep counterpart) {
        noted.push(new Counterpart(what, counterpart));
    }

    /** How many counterparts are noted, for {@link #backTo}. */
    int steps() {
        return noted.size();
    }

    /** Takes back what was noted since there were so many; where a counterpart fails, it stays noted with the rest. */
    void backTo(int steps) throws IOException {
        while (noted.size() > steps) {
            noted.getFirst().step.run();
            noted.pop();
        }
    }

    /** Runs every counterpart, the last one first, whatever becomes of the others. */
    private List<IOException> rollBack() {
        List<IOException> failures = new ArrayList<>();
        while (!noted.isEmpty()) {
            Counterpart next = noted.pop();
            try {
                next.step.run();
            } catch (IOException | RuntimeException failed) {
                failures.add(new IOException(next.what + ": " + failed.getMessage(), failed));
            }
        }
        return failures;
    }
}
