package dev.berth.engine.store;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a label of a reservation may look like. A block starts with a digit, so no label can be taken for one. */
public final class ReservationName {
    private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,62}");

    private ReservationName() {}

    /** Why the text is no label, as a clause; empty if it is one. */
    public static Optional<String> problem(String text) {
        return FORM.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("'" + text
                        + "' is no name: a letter, then up to 62 letters, digits, dots, dashes or underscores");
    }
}
