package dev.berth.cli;

import dev.berth.api.Listing;
import tools.jackson.core.JsonGenerator;

/**
 * What a command did to everything that is held.
 *
 * @param sentence what was done
 * @param listing what is, or was, held
 */
record ListingChange(String sentence, Listing listing) implements View {
    @Override
    public String text(LocalTimes times) {
        return sentence + "\n";
    }

    @Override
    public void write(JsonGenerator json) {
        new ListingView(listing).write(json);
    }

    @Override
    public boolean isConfirmation() {
        return true;
    }

    /** {@code 3 reservations and 1 exclusion}. */
    static String count(Listing listing) {
        return count(listing.reservations().size(), "reservation") + " and "
                + count(listing.exclusions().size(), "exclusion");
    }

    /** {@code ; 2 runtime reservations ended}, or nothing where there were none. */
    static String ended(Listing listing) {
        int ended = listing.runtime().size();
        return ended == 0 ? "" : "; " + count(ended, "runtime reservation") + " ended";
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
