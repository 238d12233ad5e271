package dev.berth.daemon;

import dev.berth.api.Code;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.engine.Associations;
import dev.berth.engine.EnginePorts;
import dev.berth.engine.Privilege;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.NetworkNamespace;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import dev.berth.kernel.unix.MessageBuffer;
import dev.berth.kernel.unix.NotifySocket;
import dev.berth.kernel.unix.UnixListener;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * berthd: gives everybody the ports that the engine keeps, within a policy. One thread opens and runs it; only {@link
 * #stop} may come from another.
 */
public final class Berthd implements AutoCloseable {
    /** What nobody asks for is looked after so often. */
    private static final long UPKEEP_MILLIS = 250;

    /** A change takes milliseconds: whoever holds the lock for longer is stuck, and is named to those who wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Loop loop;
    private final Log log;
    private final Opened closing = new Opened();
    private final List<Door> doors = new ArrayList<>();
    private final KnownNames names;
    private final Listening listening;
    private final Function<UnixListener, Door> sideDoor;
    private final Closers closers;
    private final Comparison comparison;
    private final RefusalWatch refusals;
    private final Optional<NotifySocket> manager;
    private String unseen = "";

    private Berthd(Settings settings, Log log) throws IOException, CannotServeException {
        this.log = log;
        names = closing.add(new KnownNames(settings.kernel().accounts()));
        Kernel kernel = settings.kernel().naming(names);
        try {
            Policy policy = policy(settings);
            // First of all, so that there is never a second reader of anything.
            listening = new Listening(settings, closing, log);
            UnixListener listener = listening.main();
            List<UnixListener> portservers = listening.portservers();
            Patience patience = new Patience();
            patience.until(System.nanoTime() + PATIENCE.toNanos());
            Engines engines = closing.add(engines(kernel, settings, policy, patience));
            restore(engines);
            loop = closing.add(new Loop(log));
            Desk desk = closing.add(new Desk(loop, patience, PATIENCE, log));
            Counters counters = new Counters();
            closers = closing.add(new Closers(log));
            Wire wire = new Wire(loop, closing.add(new MessageBuffer()), closers, counters);
            NetworkNamespace here = kernel.caller().namespace();
            Watchers watchers = new Watchers(kernel.processTable(), InstantSource.system(), counters);
            GuardView guard = closing.add(new GuardView(kernel));
            refusals = closing.add(new RefusalWatch(loop, guard, kernel.processTable(), watchers, counters));
            comparison = new Comparison(guard, kernel.processTable(), watchers);
            Owners owners = closing.add(new Owners(loop, engines, desk, watchers));
            watch(owners, guard);
            refusals.attend();

            Service service = new Service();
            new IntrospectionMethods(settings.version()).addTo(service);
            new PersistentMethods(engines, desk, watchers).addTo(service);
            new RuntimeMethods(engines, desk, policy, owners, new PassedSocket(here)).addTo(service);
            watchers.addTo(service);
            Reception reception = new Reception(here, policy.administrators(), owners);
            Allowances allowances = new Allowances();
            Room room = Room.ofThisProcess();
            Guest.Host host = (stream, visitor, allowance) -> new Session(wire, stream, visitor, allowance, service);
            Door door = closing.add(new Door(room, wire, listener, reception, allowances, host, log));
            doors.add(door);
            Portserver portserver = new Portserver(wire, engines, desk, policy, owners);
            sideDoor = other -> new Door(room, wire, other, reception, allowances, portserver, log);
            for (UnixListener other : portservers) {
                doors.add(closing.add(sideDoor.apply(other)));
            }
            new MetricsMethod(kernel.guardHome(), desk, counters, door::size, owners::size).addTo(service);
            for (Door one : doors) {
                one.open();
            }
            manager = NotifySocket.of(settings.environment());
            tell("READY=1");
            log.say("serving on " + settings.socket());
        } catch (IOException | CannotServeException | RuntimeException failed) {
            closing.close();
            throw failed;
        }
    }

    /**
     * Makes the kernel keep what is recorded, learns who has what, and lets clients in; they are served by {@link #run}.
     *
     * @throws CannotServeException if this machine, this process or the settings do not allow it
     */
    public static Berthd open(Settings settings, Log log) throws CannotServeException {
        try {
            return new Berthd(settings, log);
        } catch (UnsupportedException cannot) {
            throw new CannotServeException(Code.ERROR_NOT_SUPPORTED, "serve: " + cannot.getMessage());
        } catch (IOException failed) {
            throw new CannotServeException(Code.ERROR_IO_DEVICE, "serve: " + failed.getMessage());
        }
    }

    /**
     * Serves until it is stopped.
     *
     * @throws CannotServeException if it cannot go on
     */
    public void run() throws CannotServeException {
        try {
            names.spareThisThread(); // until here it had to wait for nobody's call
            loop.run(UPKEEP_MILLIS, this::upkeep);
        } catch (IOException failed) {
            throw new CannotServeException(Code.ERROR_IO_DEVICE, "serve: " + failed.getMessage());
        }
    }

    /** Ends {@link #run}. */
    public void stop() {
        loop.stop();
    }

    /** Lets go of everything; what is reserved stays reserved. */
    @Override
    public void close() {
        tell("STOPPING=1");
        closing.close();
    }

    private void tell(String assignment) {
        try {
            if (manager.isPresent()) {
                manager.get().tell(assignment);
            }
        } catch (SyscallException unheard) {
            log.say("the service manager is not told that " + assignment + ": " + unheard.getMessage());
        }
    }

    private void upkeep() {
        closers.hurry();
        doors.forEach(Door::retry);
        openFreed();
        try {
            refusals.attend();
            comparison.run();
            unseen = "";
        } catch (IOException unreadable) {
            String why = "the guard cannot be looked at: " + unreadable.getMessage();
            if (!why.equals(unseen)) {
                log.say(why); // once, not four times a second
                unseen = why;
            }
        }
    }

    private void openFreed() {
        try {
            for (UnixListener freed : listening.freed()) {
                Door door = closing.add(sideDoor.apply(freed));
                doors.add(door);
                door.open();
            }
        } catch (IOException notNow) {
            // It is tried again.
        }
    }

    private Policy policy(Settings settings) throws IOException {
        PolicyFile.Reading reading = settings.policy().isPresent()
                ? PolicyFile.read(settings.policy().get(), settings.kernel().accounts())
                : PolicyFile.readIfThere(
                        Settings.USUAL_POLICY, settings.kernel().accounts());
        reading.warnings().forEach(log::say);
        return reading.policy().within(settings.range());
    }

    private static Engines engines(Kernel kernel, Settings settings, Policy policy, Patience patience) {
        InstantSource clock = InstantSource.system();
        EnginePorts administrators =
                new EnginePorts(kernel, settings.store(), clock, patience, policy.range(), Optional.empty());
        Privilege guest = () -> Optional.of(Administrators.LACK);
        EnginePorts guests =
                new EnginePorts(kernel, settings.store(), clock, patience, policy.range(), Optional.of(guest));
        return new Engines(kernel, administrators, guests, administrators.steward(), new Associations(kernel));
    }

    private void restore(Engines engines) throws CannotServeException {
        switch (engines.administrators().restore()) {
            case Outcome.Refused<Listing> refused ->
                throw new CannotServeException(refused.code(), "serve: " + refused.message());
            case Outcome.Granted<Listing> granted -> granted.warnings().forEach(log::say);
        }
    }

    private static void watch(Owners owners, GuardView guard) throws IOException {
        for (GuardEntry entry : guard.entries()) {
            if (entry.state() == State.RUNTIME) {
                owners.hold(entry);
            }
        }
    }
}
