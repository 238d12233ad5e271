package dev.berth.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What to say of words that are none, and what they may have meant. */
final class FilterHints {
    private static final List<String> WORDS = List.of(
            "state",
            "exclude",
            "src",
            "dst",
            "sport",
            "dport",
            "dev",
            "owner",
            "user",
            "unit",
            "idle",
            "reservation",
            "cookie");
    private static final List<String> CONNECTIVES = List.of("and", "or", "not");
    private static final List<String> SETS =
            List.of("all", "connected", "synchronized", "bucket", "big", "listening", "closed", "bound-inactive");

    /** Words of {@code ss(8)} that Berth does not take, and what to say instead. */
    private static final Map<String, String> REFUSED = Map.of(
            "fwmark", "marks of the firewall are not looked at",
            "cgroup", "say 'unit' for the sockets of a systemd unit",
            "autobound", "who chose a port is not looked at");

    private static final int LONG = 5;

    /** Where a condition should begin. */
    static FilterSyntaxException unknown(FilterWord word) {
        String text = word.text();
        if (word.kind() == FilterWord.Kind.END || word.kind() == FilterWord.Kind.SIGN || CONNECTIVES.contains(text)) {
            return word.wrong(": a condition is missing here, such as 'sport = :22'");
        }
        if (word.kind() == FilterWord.Kind.QUOTED) {
            return word.wrong(" is no filter word: those stand without quotes");
        }
        String reason = REFUSED.get(text);
        if (reason != null) {
            return word.wrong(" is a filter word of ss(8) only: " + reason);
        }
        String end = text.startsWith(":") ? text.substring(1) : text;
        if (end.matches("[0-9]{1,5}")) {
            return word.wrong(" is no filter word: did you mean 'sport = :" + end + "' or 'dport = :" + end + "'?");
        }
        if (text.matches("[0-9a-fA-F.:/*\\[\\]]*[.:\\[][0-9a-fA-F.:/*\\[\\]]*")) {
            return word.wrong(" is no filter word: did you mean it after 'src' or 'dst'?");
        }
        List<String> known = new ArrayList<>(WORDS);
        known.addAll(CONNECTIVES);
        String near = nearest(text, known);
        return word.wrong(
                near.isEmpty()
                        ? " is no filter word: these are " + String.join(", ", WORDS)
                        : " is no filter word: did you mean '" + near + "'?");
    }

    static FilterSyntaxException unknownState(FilterWord word) {
        List<String> known = new ArrayList<>(SETS);
        for (EntryState state : EntryState.values()) {
            known.add(state.word());
        }
        String near = nearest(word.text(), known);
        return word.wrong(
                near.isEmpty()
                        ? " is no state: these are " + String.join(", ", known)
                        : " is no state: did you mean '" + near + "'?");
    }

    /** The word of which one of at most one letter in three is wrong; empty if there is none. */
    private static String nearest(String word, List<String> known) {
        int least = word.length() < LONG ? 2 : 3;
        String nearest = "";
        for (String candidate : known) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** How many letters are to be put in, left out, changed, or swapped with the next. */
    private static int distance(String from, String to) {
        if (Math.abs(from.length() - to.length()) > 2) {
            return Integer.MAX_VALUE; // too far, however long it is
        }
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, from, to, i, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int step(int[][] steps, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(steps[i - 1][j - 1] + (same ? 0 : 1), Math.min(steps[i - 1][j] + 1, steps[i][j - 1] + 1));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }

    private FilterHints() {}
}
