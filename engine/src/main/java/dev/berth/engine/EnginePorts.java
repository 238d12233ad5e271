package dev.berth.engine;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Token;
import dev.berth.engine.store.LocalDisk;
import dev.berth.engine.store.StoreDirectory;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Kernel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The ports of this network namespace, in process: for administrators, without a daemon.
 *
 * <p>Every change holds the lock of the store, so engines of any number of threads and processes stand side by side.
 * Reads hold none and repair nothing. Once something was changed, an engine keeps the guard and the lock's file open until it is
 * closed. Safe for concurrent use.
 */
public final class EnginePorts implements Ports {
    /** Where runtime reservations of anybody's choice are taken from unless told otherwise. */
    public static final PortBlock USUAL_RANGE = RuntimeRange.USUAL;

    private final Creation creation;
    private final Deletion deletion;
    private final Changing changing;
    private final Excluding excluding;
    private final Reading reading;
    private final Restoring restoring;
    private final Disabling disabling;
    private final RuntimeReservations runtime;

    /**
     * The ports that a kernel guards and a store records.
     *
     * @param kernel the kernel
     * @param store the store's directory, which need not be there yet
     * @param clock what {@code since} is read from
     * @param lockPatience how long a change waits for others to end
     * @param runtimeRange where runtime reservations of anybody's choice are taken from; 20000 to 29999, and automatic
     *     ports when those are used up, where empty
     */
    public EnginePorts(
            Kernel kernel, Path store, InstantSource clock, Duration lockPatience, Optional<PortBlock> runtimeRange) {
        this(workplace(kernel, store, clock, Optional.empty(), () -> lockPatience), new RuntimeRange(runtimeRange));
    }

    /**
     * The same, for a process that carries out changes for others.
     *
     * @param lockPatience how long a change waits for others to end, asked each time
     * @param privilege whether persistent reservations may be changed by those that it is done for; by this process where
     *     empty
     */
    public EnginePorts(
            Kernel kernel,
            Path store,
            InstantSource clock,
            Supplier<Duration> lockPatience,
            Optional<PortBlock> runtimeRange,
            Optional<Privilege> privilege) {
        this(workplace(kernel, store, clock, privilege, lockPatience), new RuntimeRange(runtimeRange));
    }

    /** The same, with the usual range for runtime reservations. */
    public EnginePorts(Kernel kernel, Path store, InstantSource clock, Duration lockPatience) {
        this(kernel, store, clock, lockPatience, Optional.empty());
    }

    /** The ports of a workplace. */
    EnginePorts(Workplace workplace, RuntimeRange range) {
        StoreLock lock = new StoreLock(workplace);
        Change change = new Change(workplace, lock);
        creation = new Creation(workplace, change);
        deletion = new Deletion(workplace, change);
        changing = new Changing(workplace, change);
        excluding = new Excluding(workplace, change);
        reading = new Reading(workplace);
        restoring = new Restoring(workplace, change);
        disabling = new Disabling(workplace, lock);
        runtime = new RuntimeReservations(workplace, lock, change, range);
    }

    @Override
    public Outcome<Reservation> create(ReservationRequest request) {
        return creation.create(request, OptionalInt.empty());
    }

    /**
     * The same for another process, which may live by sockets in the block, such as the connection of its SSH session: what
     * it or one of its ancestors has open is not evicted, as little as what this process has.
     *
     * @param asker the process, by its number
     */
    public Outcome<Reservation> create(ReservationRequest request, int asker) {
        return creation.create(request, OptionalInt.of(asker));
    }

    @Override
    public Outcome<Reservation> delete(Protocol protocol, PortBlock block) {
        return deletion.delete(protocol, block);
    }

    @Override
    public Outcome<Reservation> change(Protocol protocol, PortBlock block, ReservationChange wish) {
        return changing.change(protocol, block, wish);
    }

    @Override
    public Outcome<Reservation> change(String name, ReservationChange wish) {
        return changing.change(name, wish);
    }

    @Override
    public Outcome<Reservation> lookup(Protocol protocol, PortBlock block) {
        return reading.lookup(protocol, block);
    }

    @Override
    public Outcome<Reservation> lookup(String name) {
        return reading.lookup(name);
    }

    @Override
    public Outcome<AcquiredBlock> acquire(AcquireRequest request) {
        return acquired(runtime.acquire(request, Optional.empty(), 0, OptionalInt.empty()));
    }

    /**
     * Acquires a block that lives no longer than a socket: its last close, of all its copies in all processes, ends the
     * reservation, as {@code SIO_ACQUIRE_PORT_RESERVATION} has it. Otherwise as {@link #acquire(AcquireRequest)}.
     *
     * @param request which ports
     * @param anchor the descriptor of the socket, which is not bound by this
     */
    public Outcome<AcquiredBlock> acquire(AcquireRequest request, int anchor) {
        return acquired(runtime.acquire(request, Optional.empty(), 0, OptionalInt.of(anchor)));
    }

    /** Who acquires and releases for other processes; it is of no use any more once this is closed. */
    public Steward steward() {
        return new Steward(runtime);
    }

    @Override
    public Outcome<Token> release(Token token) {
        return released(runtime.release(token, new Whose.Own()));
    }

    @Override
    public Outcome<Token> forceRelease(Token token) {
        return released(runtime.release(token, new Whose.Anybodys()));
    }

    @Override
    public Outcome<Listing> list() {
        return reading.list();
    }

    @Override
    public Outcome<Exclusion> exclude(Protocol protocol, PortBlock block) {
        return excluding.exclude(protocol, block);
    }

    @Override
    public Outcome<Exclusion> removeExclusion(Protocol protocol, PortBlock block) {
        return excluding.remove(protocol, block);
    }

    @Override
    public Outcome<Listing> restore() {
        return restoring.restore();
    }

    @Override
    public Outcome<Listing> disable() {
        return disabling.disable();
    }

    @Override
    public Outcome<Listing> purge() {
        return disabling.purge();
    }

    /** Closes what is kept open between calls; reservations stay. */
    @Override
    public void close() {
        runtime.close();
    }

    private static Workplace workplace(
            Kernel kernel,
            Path store,
            InstantSource clock,
            Optional<Privilege> privilege,
            Supplier<Duration> lockPatience) {
        StoreDirectory directory = new StoreDirectory(store, new LocalDisk(clock, kernel::words));
        return new Workplace(
                kernel,
                directory,
                clock,
                privilege.orElseGet(() -> new OwnPrivilege(kernel, directory)),
                lockPatience,
                Pause.sleeping());
    }

    private static Outcome<Token> released(Outcome<GuardEntry> outcome) {
        return switch (outcome) {
            case Outcome.Granted<GuardEntry>(GuardEntry entry, List<String> warnings) ->
                Outcome.granted(entry.token(), warnings);
            case Outcome.Refused<GuardEntry> refused -> refused.retyped();
        };
    }

    private Outcome<AcquiredBlock> acquired(Outcome<GuardEntry> outcome) {
        return switch (outcome) {
            case Outcome.Granted<GuardEntry>(GuardEntry entry, List<String> warnings) ->
                Outcome.granted(new AcquiredBlock(entry.token(), entry.protocol(), entry.block(), this), warnings);
            case Outcome.Refused<GuardEntry> refused -> refused.retyped();
        };
    }
}
