package dev.berth.cli;

import dev.berth.api.Consumer;
import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.PortBlock;
import dev.berth.api.Reservation;
import dev.berth.api.Token;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * Everything that is held.
 *
 * @param listing what is held
 */
record ListingView(Listing listing) implements View {
    private static final String NONE = "-";

    @Override
    public String text(LocalTimes times) {
        if (listing.reservations().isEmpty() && listing.exclusions().isEmpty()) {
            return "nothing is reserved\n";
        }
        Table table = new Table("PROTOCOL", "PORTS", "NAME", "CONSUMERS", "DENY", "SINCE", "STANDING", "TOKEN");
        List<Exclusion> exclusions = listing.exclusions();
        int next = 0;
        for (Reservation reservation : listing.reservations()) {
            while (next < exclusions.size() && comesFirst(exclusions.get(next), reservation)) {
                add(table, exclusions.get(next++), times);
            }
            add(table, reservation, times);
        }
        while (next < exclusions.size()) {
            add(table, exclusions.get(next++), times);
        }
        return exclusions.isEmpty() ? table.toString() : table + "* excluded from automatic assignment only\n";
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
    }

    @Override
    public boolean isConfirmation() {
        return false;
    }

    private static boolean comesFirst(Exclusion exclusion, Reservation reservation) {
        PortBlock block = exclusion.block();
        return block.start() != reservation.block().start()
                ? block.start() < reservation.block().start()
                : exclusion.protocol().compareTo(reservation.protocol()) < 0;
    }

    private static void add(Table table, Reservation reservation, LocalTimes times) {
        Token token = reservation.token();
        table.add(
                reservation.protocol().label(),
                reservation.block().toString(),
                reservation.name().orElse(NONE),
                reservation.consumers().isEmpty() ? NONE : joined(reservation.consumers()),
                reservation.deny().name(),
                times.text(reservation.since()),
                reservation.standing().label(),
                token.isPresent() ? token.toString() : NONE);
    }

    private static void add(Table table, Exclusion exclusion, LocalTimes times) {
        table.add(
                exclusion.protocol().label(),
                exclusion.block() + " *",
                NONE,
                NONE,
                NONE,
                times.text(exclusion.since()),
                exclusion.standing().label(),
                NONE);
    }

    static String joined(List<Consumer> consumers) {
        StringBuilder text = new StringBuilder();
        for (Consumer consumer : consumers) {
            text.append(text.isEmpty() ? "" : ",").append(consumer);
        }
        return text.toString();
    }
}
