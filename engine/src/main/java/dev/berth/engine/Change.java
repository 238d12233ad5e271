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

    /** What a change does to a store that is disabled, and where Berth is not at all. */
    enum OnDisabled {
        /** Enables it again. */
        ENABLE,
        /** Works on the files alone. */
        STAY,
        /** The same; and where there is neither a store nor a guard it brings neither: it changes only what is there. */
        STAY_AWAY
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
        return run(wanted, onDisabled, false, lock.deadline(), this::report, work);
    }

    /** The same after a look at everything, whatever is known from the change before. */
    <T> Outcome<T> anew(String wanted, OnDisabled onDisabled, Work<T> work) {
        return run(wanted, onDisabled, true, lock.deadline(), this::report, work);
    }

    /**
     * The same for a runtime reservation, by a deadline that runs already. No name service is asked for the names in the
     * store: it may take seconds, and berthd's loop waits for nobody.
     */
    <T> Outcome<T> run(String wanted, OnDisabled onDisabled, Deadline deadline, Work<T> work) {
        return run(wanted, onDisabled, false, deadline, StoreReport::ofFiles, work);
    }

    /** What there is to warn about besides the change. */
    @FunctionalInterface
    private interface Report {
        List<String> of(StoreContents contents);
    }

    private List<String> report(StoreContents contents) {
        return StoreReport.warnings(contents, workplace.kernel().accounts());
    }

    private <T> Outcome<T> run(
            String wanted, OnDisabled onDisabled, boolean anew, Deadline deadline, Report report, Work<T> work) {
        try {
            Optional<Outcome<T>> denied = privilege.refusal(wanted);
            if (denied.isPresent()) {
                return denied.get();
            }
            if (onDisabled == OnDisabled.STAY_AWAY && isNowhere()) {
                return Undo.around(undo -> work.apply(new Scene(StoreContents.empty(), Optional.empty(), undo)));
            }
            StoreContents contents;
            Outcome<T> outcome;
            try (Held _ = lock.take(deadline)) {
                contents = workplace.store().sweepAndRead();
                outcome = underLock(contents, onDisabled, anew, work);
            }
            // Not before: what is done stays done whatever becomes of the report, and nobody waits for it at the lock.
            return outcome instanceof Outcome.Granted ? saying(report.of(contents), outcome) : outcome;
        } catch (IOException failed) {
            return Failure.refusal(wanted, failed);
        }
    }

    /** Whether Berth was never here, or was purged. Asked without the lock, whose file would bring back the store. */
    private boolean isNowhere() throws IOException {
        StoreDirectory store = workplace.store();
        if (store.hasLock()) {
            return false;
        }
        Optional<Guard> pinned = workplace.kernel().guardHome().open();
        pinned.ifPresent(Guard::close);
        return pinned.isEmpty() && store.read().equals(StoreContents.empty());
    }

    private <T> Outcome<T> underLock(StoreContents contents, OnDisabled onDisabled, boolean anew, Work<T> work)
            throws IOException {
        if (contents.wanted() == Switch.DISABLED && onDisabled != OnDisabled.ENABLE) {
            dismantling.run(); // where a disabling was interrupted
            return Undo.around(undo -> work.apply(new Scene(contents, Optional.empty(), undo)));
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
        return saying(live.warnings(), outcome);
    }

    private static <T> Outcome<T> saying(List<String> first, Outcome<T> outcome) {
        if (!(outcome instanceof Outcome.Granted<T>(T value, List<String> warnings))) {
            return outcome;
        }
        List<String> all = new ArrayList<>(first);
        all.addAll(warnings);
        return Outcome.granted(value, all);
    }
}
