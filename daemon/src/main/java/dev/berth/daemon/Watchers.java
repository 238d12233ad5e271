package dev.berth.daemon;

import dev.berth.api.Event;
import dev.berth.api.OwnerProcess;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.client.message.Events;
import dev.berth.client.message.Methods;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import dev.berth.kernel.ProcessTable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells what happens to whoever watches; while nobody does, it costs next to nothing. A watcher that does not read is
 * closed, as every client is. Belongs to the loop's thread.
 */
final class Watchers implements Witness {
    private final ProcessTable processes;
    private final InstantSource clock;
    private final Counters counters;
    private final Set<Consumer<Event>> watching = new LinkedHashSet<>();
    private final Ledger ledger = new Ledger();

    Watchers(ProcessTable processes, InstantSource clock, Counters counters) {
        this.processes = processes;
        this.clock = clock;
        this.counters = counters;
    }

    /** Has {@code Watch} answered by a service. */
    void addTo(Service service) {
        service.add(Methods.WATCH, this::watch);
    }

    /** Tells somebody everything from here on. */
    void add(Consumer<Event> watcher) {
        watching.add(watcher);
    }

    /** Tells whether anybody watches. */
    boolean isWatched() {
        return !watching.isEmpty();
    }

    /** What was known of what is held; to be compared with what is. */
    Ledger ledger() {
        return ledger;
    }

    @Override
    public void acquired(GuardEntry entry, Asker asker) {
        counters.acquired();
        ledger.enter(entry);
        if (isWatched()) {
            tell(of(Event.Kind.ACQUIRED, entry, entry.owner()));
        }
    }

    @Override
    public void released(GuardEntry entry, Asker asker) {
        counters.released();
        ledger.strike(entry.token());
        if (isWatched()) {
            boolean own = entry.owner().equals(asker.life());
            Event event = of(Event.Kind.RELEASED, entry, asker.life());
            tell(own ? event : event.why("an administrator took it away"));
        }
    }

    @Override
    public void ended(GuardEntry entry, String why) {
        counters.ended();
        ledger.strike(entry.token());
        if (isWatched()) {
            tell(of(Event.Kind.ENDED, entry, entry.owner()).why(why));
        }
    }

    @Override
    public void changed(Event.Kind kind, Protocol protocol, PortBlock block, Asker asker) {
        ledger.forgetLasting(); // it is in the guard by now, and told here
        if (isWatched()) {
            tell(by(Event.of(kind, clock.instant(), protocol, block), asker.life()));
        }
    }

    /** Something about an entry that others than berthd did. */
    void seen(Event.Kind kind, GuardEntry entry) {
        if (isWatched()) {
            tell(of(kind, entry, entry.owner()));
        }
    }

    /** Tells an event. */
    void tell(Event event) {
        for (Consumer<Event> watcher : List.copyOf(watching)) {
            watcher.accept(event);
        }
    }

    private void watch(Exchange exchange) {
        if (!exchange.call().more()) {
            exchange.answer(Errors.expectedMore());
            return;
        }
        Consumer<Event> watcher = event -> exchange.progress(Events.reply(event));
        add(watcher);
        exchange.session().onClose(() -> watching.remove(watcher));
        exchange.progress(Events.begin());
    }

    private Event of(Event.Kind kind, GuardEntry entry, Life process) {
        return by(
                Event.of(kind, clock.instant(), entry.protocol(), entry.block()).token(entry.token()), process);
    }

    private Event by(Event event, Life life) {
        try {
            Optional<OwnerProcess> process = life.equals(Life.NOBODY) ? Optional.empty() : processes.find(life);
            return process.map(event::process).orElse(event);
        } catch (IOException unreadable) {
            return event;
        }
    }
}
