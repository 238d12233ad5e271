package dev.berth.cli;

import dev.berth.api.Consumer;
import dev.berth.api.Exclusion;
import dev.berth.api.Lifetime;
import dev.berth.api.Listing;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.RuntimeReservation;
import dev.berth.api.Standing;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * Everything that is held.
 *
 * @param listing what is held
 */
record ListingView(Listing listing) implements View {
    private static final String NONE = "-";

    /** One block, whatever holds it; by port and then by pool. */
    private record Row(PortBlock block, Protocol protocol, List<String> cells) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            return block.start() != other.block.start()
                    ? Integer.compare(block.start(), other.block.start())
                    : protocol.compareTo(other.protocol);
        }
    }

    @Override
    public String text(LocalTimes times) {
        List<Row> rows = new ArrayList<>();
        for (Reservation reservation : listing.reservations()) {
            rows.add(row(reservation, times));
        }
        for (Exclusion exclusion : listing.exclusions()) {
            rows.add(row(exclusion, times));
        }
        for (RuntimeReservation reservation : listing.runtime()) {
            rows.add(row(reservation, times));
        }
        if (rows.isEmpty()) {
            return "nothing is reserved\n";
        }
        rows.sort(null);
        Table table =
                new Table("PROTOCOL", "PORTS", "NAME", "CONSUMERS", "DENY", "SINCE", "UNTIL", "STANDING", "TOKEN");
        for (Row row : rows) {
            table.add(row.cells().toArray(new String[0]));
        }
        return listing.exclusions().isEmpty()
                ? table.toString()
                : table + "* excluded from automatic assignment only\n";
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeArrayPropertyStart("reservations");
        for (Reservation reservation : listing.reservations()) {
            Json.write(json, reservation);
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("exclusions");
        for (Exclusion exclusion : listing.exclusions()) {
            Json.write(json, exclusion);
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("runtime");
        for (RuntimeReservation reservation : listing.runtime()) {
            Json.write(json, reservation);
        }
        json.writeEndArray();
    }

    @Override
    public boolean isConfirmation() {
        return false;
    }

    private static Row row(Reservation reservation, LocalTimes times) {
        return new Row(
                reservation.block(),
                reservation.protocol(),
                List.of(
                        reservation.protocol().label(),
                        reservation.block().toString(),
                        reservation.name().orElse(NONE),
                        reservation.consumers().isEmpty() ? NONE : joined(reservation.consumers()),
                        reservation.deny().name(),
                        times.text(reservation.since()),
                        "deleted",
                        reservation.standing().label(),
                        reservation.token().isPresent() ? reservation.token().toString() : NONE));
    }

    private static Row row(Exclusion exclusion, LocalTimes times) {
        return new Row(
                exclusion.block(),
                exclusion.protocol(),
                List.of(
                        exclusion.protocol().label(),
                        exclusion.block() + " *",
                        NONE,
                        NONE,
                        NONE,
                        times.text(exclusion.since()),
                        "removed",
                        exclusion.standing().label(),
                        NONE));
    }

    private static Row row(RuntimeReservation reservation, LocalTimes times) {
        return new Row(
                reservation.block(),
                reservation.protocol(),
                List.of(
                        reservation.protocol().label(),
                        reservation.block().toString(),
                        NONE,
                        reservation.consumers().isEmpty() ? NONE : joined(reservation.consumers()),
                        reservation.deny().name(),
                        times.text(reservation.since()),
                        reservation.owner() + (reservation.lifetime() == Lifetime.PROCESS ? " ends" : " closes it"),
                        Standing.ENFORCED.label(),
                        reservation.token().toString()));
    }

    static String joined(List<Consumer> consumers) {
        StringBuilder text = new StringBuilder();
        for (Consumer consumer : consumers) {
            text.append(text.isEmpty() ? "" : ",").append(consumer);
        }
        return text.toString();
    }
}
