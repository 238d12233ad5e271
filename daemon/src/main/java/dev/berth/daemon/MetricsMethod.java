package dev.berth.daemon;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.client.message.Methods;
import dev.berth.client.varlink.JsonObject;
import dev.berth.kernel.Guard;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.GuardHome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Numbers about berthd and what it keeps, on request. */
final class MetricsMethod {
    private final GuardHome home;
    private final Desk desk;
    private final Counters counters;
    private final IntSupplier clients;
    private final IntSupplier owners;

    /**
     * The numbers.
     *
     * @param clients how many are connected
     * @param owners how many processes have reservations
     */
    MetricsMethod(GuardHome home, Desk desk, Counters counters, IntSupplier clients, IntSupplier owners) {
        this.home = home;
        this.desk = desk;
        this.counters = counters;
        this.clients = clients;
        this.owners = owners;
    }

    /** Has it answered by a service. */
    void addTo(Service service) {
        service.add(
                Methods.METRICS,
                exchange -> desk.read(
                        exchange.user().reads(),
                        this::entries,
                        exchange.answering(entries -> new JsonObject().with("text", text(entries)))));
    }

    private Outcome<List<GuardEntry>> entries() {
        try {
            Optional<Guard> pinned = home.open();
            if (pinned.isEmpty()) {
                return Outcome.granted(List.of());
            }
            try (Guard guard = pinned.get()) {
                return Outcome.granted(guard.entries());
            }
        } catch (IOException unreadable) {
            return Outcome.refused(Code.ERROR_NOT_SUPPORTED, "metrics: " + unreadable.getMessage());
        }
    }

    private String text(List<GuardEntry> entries) {
        Metrics metrics = new Metrics();
        metrics.gauge(
                "persistent_reservations",
                "Blocks that are held until they are deleted.",
                count(entries, State.PERSISTENT));
        metrics.gauge(
                "runtime_reservations",
                "Blocks that are held as long as a process lives.",
                count(entries, State.RUNTIME));
        metrics.gauge("persistent_ports", "Ports of persistent reservations.", ports(entries, State.PERSISTENT));
        metrics.gauge("runtime_ports", "Ports of runtime reservations.", ports(entries, State.RUNTIME));
        metrics.gauge("clients", "Connections that are open.", clients.getAsInt());
        metrics.gauge("owners", "Processes that have runtime reservations.", owners.getAsInt());
        counters.writeTo(metrics);
        return metrics.toString();
    }

    private static long count(List<GuardEntry> entries, State state) {
        return entries.stream().filter(entry -> entry.state() == state).count();
    }

    private static long ports(List<GuardEntry> entries, State state) {
        return entries.stream()
                .filter(entry -> entry.state() == state)
                .mapToLong(entry -> entry.block().count())
                .sum();
    }
}
