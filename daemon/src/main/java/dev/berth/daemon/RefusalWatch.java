package dev.berth.daemon;

import dev.berth.api.Event;
import dev.berth.api.OwnerProcess;
import dev.berth.api.PortBlock;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.ProcessTable;
import dev.berth.kernel.Refusal;
import dev.berth.kernel.Refusals;
import dev.berth.kernel.unix.Epoll;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads who was refused by the guard, as it happens: counts it, and tells it to those who watch. Belongs to the loop's
 * thread.
 */
final class RefusalWatch implements AutoCloseable {
    private final Loop loop;
    private final GuardView view;
    private final ProcessTable processes;
    private final Watchers watchers;
    private final Counters counters;
    private @Nullable Guard guard;
    private @Nullable Refusals refusals;
    private long number;

    RefusalWatch(Loop loop, GuardView view, ProcessTable processes, Watchers watchers, Counters counters) {
        this.loop = loop;
        this.view = view;
        this.processes = processes;
        this.watchers = watchers;
        this.counters = counters;
    }

    /** Watches the guard that stands now, where that is another one than before. */
    void attend() throws IOException {
        Guard now = view.guard().orElse(null);
        if (!Objects.equals(now, guard)) {
            close();
            guard = now;
            if (now != null) {
                Refusals opened = now.refusals();
                refusals = opened;
                number = loop.add(opened.descriptor(), Epoll.EPOLLIN, _ -> read(now, opened));
            }
        }
    }

    @Override
    public void close() {
        Refusals open = refusals;
        if (open != null) {
            loop.remove(open.descriptor(), number);
            open.close();
        }
        refusals = null;
        guard = null;
    }

    private void read(Guard from, Refusals opened) {
        try {
            for (Refusal refusal : opened.read()) {
                counters.binds(1 + refusal.unreported());
                if (watchers.isWatched()) {
                    watchers.tell(event(from, refusal));
                }
            }
        } catch (IOException unreadable) {
            close(); // the next look opens it again
        }
    }

    private Event event(Guard from, Refusal refusal) throws IOException {
        Event event = Event.of(Event.Kind.REFUSED, refusal.time(), refusal.protocol(), PortBlock.of(refusal.port()))
                .token(refusal.token())
                .process(processes.describe(refusal.pid(), refusal.command(), refusal.uid(), refusal.cgroup()))
                .address(refusal.address())
                .times(1 + refusal.unreported());
        Optional<GuardEntry> entry = from.entry(refusal.token());
        return entry.isEmpty() ? event : event.why(reason(entry.get()));
    }

    private String reason(GuardEntry entry) throws IOException {
        String ports = entry.protocol() + " " + entry.block();
        return switch (entry.state()) {
            case PENDING -> ports + " is being reserved";
            case PERSISTENT -> ports + " is reserved";
            case RUNTIME -> {
                Optional<OwnerProcess> owner = processes.find(entry.owner());
                yield ports + " is acquired by "
                        + owner.map(OwnerProcess::toString)
                                .orElse("pid " + entry.owner().pid());
            }
        };
    }
}
