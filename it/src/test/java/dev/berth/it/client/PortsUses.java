package dev.berth.it.client;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Remedy;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.util.List;

/** What programs do with {@link Ports}, in Java 17: its javadoc shows this code. */
final class PortsUses {
    static void create(Ports ports, PrintStream out) {
        // @start region="create"
        ReservationRequest request = ReservationRequest.of(Protocol.TCP, PortBlock.between(80, 83))
                .named("web")
                .consumer(Consumer.user("www-data"));
        Outcome<Reservation> outcome = ports.create(request);
        if (outcome instanceof Outcome.Granted<Reservation> granted) {
            out.println("reserved " + granted.value().title());
        } else if (outcome instanceof Outcome.Refused<Reservation> refused) {
            out.println(refused.code() + ", " + refused.message());
        }
        // @end
    }

    static void remedy(Ports ports, PrintStream out) {
        // @start region="remedy"
        ReservationRequest request = ReservationRequest.of(Protocol.TCP, PortBlock.of(8080))
                .consumer(Consumer.user("www-data"))
                .with(Remedy.ADOPT) // its server runs already, and goes on
                .with(Remedy.EVICT); // connections of others are closed
        if (ports.create(request) instanceof Outcome.Granted<Reservation> granted) {
            granted.warnings().forEach(out::println);
        }
        // @end
    }

    static void change(Ports ports, PrintStream out) {
        // @start region="change"
        ReservationChange change = ReservationChange.NONE
                .named("site")
                .consumers(List.of(Consumer.user("www-data"), Consumer.group("www-data")));
        if (ports.change("web", change) instanceof Outcome.Granted<Reservation> changed) {
            out.println("changed " + changed.value().title());
        }
        // @end
    }

    static void acquire(Ports ports) throws IOException {
        // @start region="acquire"
        try (AcquiredBlock block = ports.acquire(Protocol.TCP, 4);
                ServerSocket server = new ServerSocket(block.port(0))) {
            serve(server); // nobody else gets this port, nor the three that follow
        }
        // @end
    }

    static void delete(Ports ports, PrintStream out) {
        // @start region="delete"
        Outcome<Reservation> deleted = ports.delete(Protocol.TCP, PortBlock.between(80, 83));
        if (deleted.code() == Code.ERROR_NOT_FOUND) {
            out.println("there was nothing to delete");
        }
        // @end
    }

    static void list(Ports ports, PrintStream out) {
        // @start region="list"
        for (Reservation reservation : ports.list().orElseThrow().reservations()) {
            out.println(reservation.title() + " is " + reservation.standing().label());
        }
        // @end
    }

    private PortsUses() {}

    /** What the program is for. */
    private static void serve(ServerSocket server) throws IOException {
        server.accept().close();
    }
}
