package dev.berth.engine;

import dev.berth.api.Outcome;
import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.StoreContents.Switch;
import dev.berth.engine.store.StoreDirectory;
import dev.berth.kernel.Guard;
import dev.berth.kernel.Locks.Held;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all changes have in common: privilege, lock, reconciliation, and that a refused one leaves no trace. The lock's file and the
 * guard stay open between changes until it is closed.
 */
final class Change implements AutoCloseable {
    private final Workplace workplace;
    private final Privilege privilege;
    private final StoreLock lock;
    private final Keeping keeping;
    private final Reconciliation reconciliation;
    private final Dismantling dismantling;

    /** What a change does to a store that is disabled. */
    enum OnDisabled {
        /** Enables it again. */
        ENABLE,
        /** Works on the files alone. */
        STAY
    }

    /** The change itself. */
    @FunctionalInterface
    interface Work<T> {
        /** Carries it out. */
        Outcome<T> apply(Scene scene) throws IOException;
    }

    Change(Workplace workplace, StoreLock lock) {
        this.workplace = workplace;
        privilege = workplace.privilege();
        this.lock = lock;
        keeping = new Keeping(workplace.kernel().guardHome());
        reconciliation = new Reconciliation(workplace.kernel());
        dismantling = new Dismantling(workplace.kernel());
    }

    /**
     * Carries a change out.
     *
     * @param wanted what was asked for, as messages begin: {@code delete tcp 8080}
     */
    <T> Outcome<T> run(String wanted, OnDisabled onDisabled, Work<T> work) {
        return run(wanted, onDisabled, false, work);
    }

    /** The same after a look at everything, whatever is known from the change before. */
    <T> Outcome<T> anew(String wanted, OnDisabled onDisabled, Work<T> work) {
        return run(wanted, onDisabled, true, work);
    }

    private <T> Outcome<T> run(String wanted, OnDisabled onDisabled, boolean anew, Work<T> work) {
        try {
            Optional<Outcome<T>> denied = privilege.refusal(wanted);
            if (denied.isPresent()) {
                return denied.get();
            }
            try (Held _ = lock.take()) {
                return underLock(onDisabled, anew, work);
            }
        } catch (IOException failed) {
            return Failure.refusal(wanted, failed);
        }
    }

    private <T> Outcome<T> underLock(OnDisabled onDisabled, boolean anew, Work<T> work) throws IOException {
        StoreDirectory store = workplace.store();
        StoreContents contents = store.sweepAndRead();
        if (contents.wanted() == Switch.DISABLED && onDisabled == OnDisabled.STAY) {
            dismantling.run(); // where a disabling was interrupted
            return Undo.around(undo -> reported(work.apply(new Scene(contents, Optional.empty(), undo)), contents));
        }
        return keeping.use(anew, guard -> Undo.around(undo -> enabled(contents, guard, undo, work)));
    }

    @Override
    public void close() {
        keeping.close();
        lock.close();
    }

    private <T> Outcome<T> enabled(StoreContents contents, Guard guard, Undo undo, Work<T> work) throws IOException {
        boolean disabled = contents.wanted() == Switch.DISABLED;
        if (disabled) {
            undo.note("disabling again", dismantling::run);
        }
        guard.announce(); // first of all: whoever goes by what he knows must not, even if this dies midway
        Live live = reconciliation.run(contents, guard);
        Outcome<T> outcome = work.apply(new Scene(contents, Optional.of(live), undo));
        if (disabled && outcome instanceof Outcome.Granted) {
            // Last of all: whatever interrupts the change before this leaves Berth disabled, as it was.
            undo.note("marking Berth as disabled again", workplace.store()::markDisabled);
            workplace.store().markEnabled();
        }
        return reported(outcome, contents, live.warnings());
    }

    private <T> Outcome<T> reported(Outcome<T> outcome, StoreContents contents) throws IOException {
        return reported(outcome, contents, List.of());
    }

    private <T> Outcome<T> reported(Outcome<T> outcome, StoreContents contents, List<String> more) throws IOException {
        if (!(outcome instanceof Outcome.Granted<T>(T value, List<String> warnings))) {
            return outcome;
        }
        List<String> all = new ArrayList<>(
                StoreReport.warnings(contents, workplace.kernel().accounts()));
        all.addAll(more);
        all.addAll(warnings);
        return Outcome.granted(value, all);
    }
}
