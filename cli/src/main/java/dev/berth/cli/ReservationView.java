package dev.berth.cli;

import dev.berth.api.Reservation;
import tools.jackson.core.JsonGenerator;

/** One reservation: made, ended or found. */
sealed interface ReservationView extends View {
    /** The reservation. */
    Reservation reservation();

    @Override
    default void write(JsonGenerator json) {
        json.writeName("reservation");
        Json.write(json, reservation());
    }

    /**
     * It was made.
     *
     * @param reservation as it stands
     */
    record Created(Reservation reservation) implements ReservationView {
        @Override
        public String text(LocalTimes times) {
            return "reserved " + reservation.title() + " for " + terms(reservation) + "; token " + reservation.token()
                    + "\n";
        }

        @Override
        public boolean isConfirmation() {
            return true;
        }
    }

    /**
     * Its terms were changed.
     *
     * @param reservation as it stands
     */
    record Changed(Reservation reservation) implements ReservationView {
        @Override
        public String text(LocalTimes times) {
            return "changed " + reservation.title() + ": reserved for " + terms(reservation) + "; "
                    + (reservation.token().isPresent()
                            ? "token " + reservation.token()
                            : reservation.standing().label())
                    + "\n";
        }

        @Override
        public boolean isConfirmation() {
            return true;
        }
    }

    /**
     * It was ended.
     *
     * @param reservation as it stood
     */
    record Deleted(Reservation reservation) implements ReservationView {
        @Override
        public String text(LocalTimes times) {
            return "deleted " + reservation.title() + "; anybody may bind there\n";
        }

        @Override
        public boolean isConfirmation() {
            return true;
        }
    }

    /**
     * It was asked for.
     *
     * @param reservation as it stands
     */
    record Found(Reservation reservation) implements ReservationView {
        @Override
        public String text(LocalTimes times) {
            return reservation.title() + " is reserved for " + terms(reservation) + "; since "
                    + times.text(reservation.since()) + "; "
                    + reservation.standing().label()
                    + (reservation.token().isPresent() ? "; token " + reservation.token() : "") + "\n";
        }

        @Override
        public boolean isConfirmation() {
            return false;
        }
    }

    private static String terms(Reservation reservation) {
        return reservation.consumers().isEmpty()
                ? "nobody; any bind gets " + reservation.deny()
                : ListingView.joined(reservation.consumers()) + "; others get " + reservation.deny();
    }
}
