package dev.berth.it.walls;

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
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.linux.LinuxKernel;
import dev.berth.testkit.Netns;
import dev.berth.testkit.Patience;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** An engine that acts in a network namespace, whatever thread asks it. */
public final class InsidePorts implements Ports {
    private static final Duration PATIENCE = Patience.ofSeconds(20);

    private final Netns network;
    private final Ports engine;

    private InsidePorts(Netns network, Ports engine) {
        this.network = network;
        this.engine = engine;
    }

    /** The engine of walls: their kernel, store and namespace. */
    public static Ports of(Walls walls) {
        return of(walls, walls.network());
    }

    /** The same engine for a caller in another namespace. */
    public static Ports of(Walls walls, Netns network) {
        return of(walls, network, kernel(walls));
    }

    /** An engine of walls with another kernel. */
    public static Ports of(Walls walls, Netns network, Kernel kernel) {
        walls.closeLater(() -> BpfObjects.remember(walls.cgroup().id()));
        Ports engine = new EnginePorts(kernel, walls.store(), InstantSource.system(), PATIENCE);
        walls.closeLater(engine); // what it has released or acquired makes it keep the guard's maps
        return new InsidePorts(network, engine);
    }

    /** The real kernel, as walls are to be guarded by it. */
    public static Kernel kernel(Walls walls) {
        return new LinuxKernel(Optional.of(walls.cgroup().directory()), walls.bpffs());
    }

    /** How many links of a guard are attached to the cgroup of walls. */
    public static int links(Walls walls) throws IOException {
        return BpfObjects.remember(walls.cgroup().id());
    }

    @Override
    public Outcome<Reservation> create(ReservationRequest request) {
        return network.call(() -> engine.create(request));
    }

    @Override
    public Outcome<Reservation> delete(Protocol protocol, PortBlock block) {
        return network.call(() -> engine.delete(protocol, block));
    }

    @Override
    public Outcome<Reservation> change(Protocol protocol, PortBlock block, ReservationChange change) {
        return network.call(() -> engine.change(protocol, block, change));
    }

    @Override
    public Outcome<Reservation> change(String name, ReservationChange change) {
        return network.call(() -> engine.change(name, change));
    }

    @Override
    public Outcome<Reservation> lookup(Protocol protocol, PortBlock block) {
        return network.call(() -> engine.lookup(protocol, block));
    }

    @Override
    public Outcome<Reservation> lookup(String name) {
        return network.call(() -> engine.lookup(name));
    }

    @Override
    public Outcome<AcquiredBlock> acquire(AcquireRequest request) {
        return network.call(() -> engine.acquire(request));
    }

    @Override
    public Outcome<Token> release(Token token) {
        return network.call(() -> engine.release(token));
    }

    @Override
    public Outcome<Token> forceRelease(Token token) {
        return network.call(() -> engine.forceRelease(token));
    }

    @Override
    public Outcome<Listing> list() {
        return network.call(engine::list);
    }

    @Override
    public Outcome<Exclusion> exclude(Protocol protocol, PortBlock block) {
        return network.call(() -> engine.exclude(protocol, block));
    }

    @Override
    public Outcome<Exclusion> removeExclusion(Protocol protocol, PortBlock block) {
        return network.call(() -> engine.removeExclusion(protocol, block));
    }

    @Override
    public Outcome<Listing> restore() {
        return network.call(engine::restore);
    }

    @Override
    public Outcome<Listing> disable() {
        return network.call(engine::disable);
    }

    @Override
    public Outcome<Listing> purge() {
        return network.call(engine::purge);
    }

    @Override
    public void close() {
        engine.close();
    }
}
