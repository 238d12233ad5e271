package dev.berth.engine;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Outcome;
import dev.berth.api.Token;
import dev.berth.engine.Change.OnDisabled;
import dev.berth.engine.store.ConsumerRights;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import dev.berth.kernel.Locks.Held;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Acquires and releases runtime reservations: by what is known from the call before where that still holds, and else as
 * every change does, by looking at everything. Safe for concurrent use; the session is guarded by {@code mine}.
 */
final class RuntimeReservations implements AutoCloseable {
    /** What a session answers; every other code says that something failed. */
    private static final Set<Code> ANSWERS = Set.of(Code.NO_ERROR, Code.WSAEADDRINUSE, Code.WSAENOBUFS, Code.WSAEINVAL);

    private final Workplace workplace;
    private final StoreLock lock;
    private final Change change;
    private final RuntimeRange range;
    private final ConsumerNames names;
    private final RuntimeRelease release;
    private final ReentrantLock mine = new ReentrantLock();
    private @Nullable RuntimeSession session;

    RuntimeReservations(Workplace workplace, StoreLock lock, Change change, RuntimeRange range) {
        this.workplace = workplace;
        this.lock = lock;
        this.change = change;
        this.range = range;
        names = new ConsumerNames(workplace.kernel().accounts());
        release = new RuntimeRelease(change);
    }

    Outcome<GuardEntry> acquire(AcquireRequest request, Optional<Tenant> tenant, long number, OptionalInt anchor) {
        String wanted = Wish.title(request);
        Optional<String> problem = Wish.problem(request);
        if (problem.isPresent()) {
            return Outcome.refused(Code.WSAEINVAL, wanted + ": " + problem.get());
        }
        try {
            Optional<String> privileged = privileged(request, tenant);
            if (privileged.isPresent()) {
                return Outcome.refused(Code.WSAEACCES, wanted + ": " + privileged.get());
            }
            return switch (names.resolve(request.consumers())) {
                case ConsumerNames.Unknown(String why) -> Outcome.refused(Code.WSAEINVAL, wanted + ": " + why);
                case ConsumerNames.Known(List<Consumer> consumers) ->
                    acquire(wanted, Wish.of(request, ConsumerRights.of(consumers), anchor, tenant, number));
            };
        } catch (IOException failed) {
            return RuntimeRefusal.of(Failure.refusal(wanted, failed));
        }
    }

    /** Why a port that takes a capability to bind is not for who asks, as a clause; empty if it is. */
    private Optional<String> privileged(AcquireRequest request, Optional<Tenant> tenant) throws IOException {
        boolean user = tenant.flatMap(Tenant::quota).isPresent();
        if (!user || request.start().isEmpty()) {
            return Optional.empty();
        }
        int first = RuntimeRange.firstUnprivileged(workplace.kernel().reservedPorts());
        int start = request.start().getAsInt();
        return start >= first
                ? Optional.empty()
                : Optional.of(
                        "port " + start + " is below " + first + ", and those only administrators acquire; ask for a"
                                + " higher one, or have one reserve it for you with 'berth create'");
    }

    Outcome<GuardEntry> release(Token token, Whose whose) {
        String wanted = "release " + token;
        if (!token.isPresent()) {
            return Outcome.refused(Code.WSAEINVAL, wanted + ": 0 is no token");
        }
        return alone(wanted, deadline -> {
            Optional<Outcome<GuardEntry>> denied = denied(wanted, whose instanceof Whose.Of);
            if (denied.isPresent()) {
                return denied.get();
            }
            Optional<Outcome<GuardEntry>> quickly =
                    inSession(deadline, open -> release.quickly(wanted, token, whose, open));
            return quickly.isPresent()
                    ? quickly.get()
                    : settled(RuntimeRefusal.of(release.thoroughly(wanted, token, whose, deadline, this::open)));
        });
    }

    /** Removes what a process has left that has ended. */
    Outcome<List<GuardEntry>> bury(Life owner) {
        return alone("bury pid " + owner.pid(), deadline -> {
            Optional<Outcome<List<GuardEntry>>> left =
                    inSession(deadline, open -> Optional.of(Outcome.granted(open.bury(owner))));
            // Without a session there are no books that it could be in, and the next look sweeps it.
            return left.orElse(Outcome.granted(List.of()));
        });
    }

    @Override
    public void close() {
        mine.lock();
        try {
            session = null;
            change.close();
        } finally {
            mine.unlock();
        }
    }

    private Outcome<GuardEntry> acquire(String wanted, Wish wish) {
        return alone(wanted, deadline -> {
            Optional<Outcome<GuardEntry>> denied = denied(wanted, wish.tenant().isPresent());
            if (denied.isPresent()) {
                return denied.get();
            }
            Optional<Outcome<GuardEntry>> quickly = inSession(deadline, open -> quickly(wanted, wish, open));
            return quickly.isPresent() ? quickly.get() : thoroughly(wanted, wish, deadline);
        });
    }

    /** What is done while no other thread of this engine does such a thing. */
    @FunctionalInterface
    private interface Turn<T> {
        Outcome<T> by(Deadline deadline) throws IOException;
    }

    private <T> Outcome<T> alone(String wanted, Turn<T> turn) {
        Deadline deadline = lock.deadline();
        try {
            deadline.take(mine, workplace.store().lockFile());
            try {
                return turn.by(deadline);
            } finally {
                mine.unlock();
            }
        } catch (IOException failed) {
            return RuntimeRefusal.of(Failure.refusal(wanted, failed));
        }
    }

    /** Asked each time, for a thread can lay down its capabilities; but of those who do nothing for themselves. */
    private <T> Optional<Outcome<T>> denied(String wanted, boolean forOthers) throws IOException {
        List<String> missing = forOthers ? List.of() : workplace.kernel().missingCapabilities();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Outcome.refused(
                                Code.WSAEACCES,
                                wanted + ": only for administrators: this process lacks " + String.join(", ", missing)
                                        + "; run it as root, for instance with sudo, or start berthd, which gives ports to everybody"));
    }

    /** Something that a session answers where it can. */
    @FunctionalInterface
    private interface Question<T> {
        Optional<Outcome<T>> of(RuntimeSession open) throws IOException;
    }

    private <T> Optional<Outcome<T>> inSession(Deadline deadline, Question<T> question) throws IOException {
        RuntimeSession open = session;
        if (open == null) {
            return Optional.empty();
        }
        // Without a lock's file, which a purge has deleted, no session is current: nothing is made for its sake.
        Optional<Held> taken = lock.takeAgain(deadline);
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        try (Held _ = taken.get()) {
            return open.isCurrent() ? question.of(open) : Optional.empty();
        } catch (IOException | RuntimeException failed) {
            session = null; // who knows what its books are worth after that
            throw failed;
        }
    }

    private static Optional<Outcome<GuardEntry>> quickly(String wanted, Wish wish, RuntimeSession open)
            throws IOException {
        Optional<Outcome<GuardEntry>> answered = open.answered(wanted, wish);
        if (answered.isPresent()) {
            return answered;
        }
        return open.allows(wish)
                ? Optional.of(Undo.around(undo -> open.acquire(wanted, wish, undo)))
                : Optional.empty();
    }

    private Outcome<GuardEntry> thoroughly(String wanted, Wish wish, Deadline deadline) {
        boolean administrator = wish.tenant().flatMap(Tenant::quota).isEmpty();
        OnDisabled onDisabled = administrator ? OnDisabled.ENABLE : OnDisabled.STAY;
        return settled(RuntimeRefusal.of(change.run(wanted, onDisabled, deadline, scene -> {
            if (scene.live().isEmpty()) {
                return Outcome.refused(
                        Code.WSAEACCES,
                        wanted + ": an administrator has disabled Berth, and enables it again with 'berth restore'");
            }
            RuntimeSession fresh = open(scene);
            Optional<Outcome<GuardEntry>> answered = fresh.answered(wanted, wish);
            if (answered.isPresent()) {
                return answered.get();
            }
            Optional<String> taken = wish.block().flatMap(block -> Overlaps.of(wish.protocol(), block, scene));
            return taken.isPresent()
                    ? Outcome.refused(Code.WSAEADDRINUSE, wanted + ": " + taken.get())
                    : fresh.acquire(wanted, wish, scene.undo());
        })));
    }

    private RuntimeSession open(Scene scene) throws IOException {
        RuntimeSession fresh = new RuntimeSession(workplace, lock, scene, range);
        session = fresh;
        return fresh;
    }

    private Outcome<GuardEntry> settled(Outcome<GuardEntry> outcome) {
        if (!ANSWERS.contains(outcome.code())) {
            session = null; // something failed: who knows what its books are worth after that
        }
        return outcome;
    }
}
