package dev.berth.engine;

import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.StoreContents.Switch;
import dev.berth.engine.store.StoreDirectory;
import dev.berth.kernel.Guard;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.Locks.Held;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Takes Berth out of the kernel, and on demand off the machine. */
final class Disabling {
    private final Kernel kernel;
    private final StoreDirectory store;
    private final Privilege privilege;
    private final StoreLock lock;
    private final Dismantling dismantling;
    private final Reconciliation reconciliation;

    Disabling(Workplace workplace, StoreLock lock) {
        kernel = workplace.kernel();
        store = workplace.store();
        privilege = workplace.privilege();
        this.lock = lock;
        dismantling = new Dismantling(kernel);
        reconciliation = new Reconciliation(kernel);
    }

    Outcome<Listing> disable() {
        return run("disable", disabled -> disabled);
    }

    Outcome<Listing> purge() {
        return run("purge", this::removeStore);
    }

    private Outcome<Listing> run(String wanted, UnaryOperator<Outcome<Listing>> afterwards) {
        try {
            Optional<Outcome<Listing>> denied = privilege.refusal(wanted);
            if (denied.isPresent()) {
                return denied.get();
            }
            try (Held _ = lock.take(lock.deadline())) {
                return afterwards.apply(Undo.around(this::disable));
            }
        } catch (IOException failed) {
            return Failure.refusal(wanted, failed);
        }
    }

    private Outcome<Listing> removeStore(Outcome<Listing> disabled) {
        if (!(disabled instanceof Outcome.Granted<Listing>(Listing held, List<String> warnings))) {
            return disabled;
        }
        try {
            List<String> all = new ArrayList<>(warnings);
            store.removeAll().ifPresent(why -> all.add(store + " stays" + why));
            return Outcome.granted(held, all);
        } catch (IOException failed) {
            return Failure.refusal(
                    "purge: Berth is disabled, and part of its store is still there, so call it again", failed);
        }
    }

    private Outcome<Listing> disable(Undo undo) throws IOException {
        StoreContents contents = store.sweepAndRead();
        KernelView view = KernelView.look(kernel, contents);
        Listing held = new Inventory(contents, view).listing(kernel);
        if (contents.wanted() == Switch.ENABLED) {
            announce();
            undo.note("removing the mark that Berth is disabled", store::markEnabled);
            store.markDisabled();
            if (view instanceof KernelView.Seen) {
                undo.note("enforcing again", () -> enforce(contents));
            }
        }
        dismantling.run();
        return Outcome.granted(held, StoreReport.warnings(contents, kernel.accounts()));
    }

    /** Before the mark: were this to die after it, whoever goes by what he knows would never see it. */
    private void announce() throws IOException {
        Optional<Guard> pinned = kernel.guardHome().open();
        if (pinned.isPresent()) {
            try (Guard guard = pinned.get()) {
                guard.announce();
            }
        }
    }

    private void enforce(StoreContents contents) throws IOException {
        try (Guard guard = kernel.guardHome().load()) {
            reconciliation.run(contents, guard);
        }
    }
}
