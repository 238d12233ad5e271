package dev.berth.engine;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
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
import dev.berth.kernel.Kernel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The ports of this network namespace, in process: for administrators, without a daemon.
 *
 * <p>Every change holds the lock of the store, so engines of any number of threads and processes stand side by side.
 * Reads hold none and repair nothing. Holds nothing between calls. Safe for concurrent use.
 */
public final class EnginePorts implements Ports {
    private final Creation creation;
    private final Deletion deletion;
    private final Changing changing;
    private final Excluding excluding;
    private final Reading reading;
    private final Restoring restoring;
    private final Disabling disabling;

    /**
     * The ports that a kernel guards and a store records.
     *
     * @param kernel the kernel
     * @param store the store's directory, which need not be there yet
     * @param clock what {@code since} is read from
     * @param lockPatience how long a change waits for others to end
     */
    public EnginePorts(Kernel kernel, Path store, InstantSource clock, Duration lockPatience) {
        this(new Workplace(kernel, new StoreDirectory(store, new LocalDisk()), clock, lockPatience, Pause.sleeping()));
    }

    /** The ports of a workplace. */
    EnginePorts(Workplace workplace) {
        Change change = new Change(workplace);
        creation = new Creation(workplace, change);
        deletion = new Deletion(workplace, change);
        changing = new Changing(workplace, change);
        excluding = new Excluding(workplace, change);
        reading = new Reading(workplace);
        restoring = new Restoring(workplace, change);
        disabling = new Disabling(workplace);
    }

    @Override
    public Outcome<Reservation> create(ReservationRequest request) {
        return creation.create(request);
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
        return Outcome.refused(Code.ERROR_NOT_SUPPORTED, "acquire: this engine keeps no runtime reservations");
    }

    @Override
    public Outcome<Token> release(Token token) {
        return Outcome.refused(Code.WSAEINVAL, "release: no runtime reservation has this token");
    }

    @Override
    public Outcome<Token> forceRelease(Token token) {
        return release(token);
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

    /** Does nothing: an engine holds nothing between calls. */
    @Override
    public void close() {}
}
