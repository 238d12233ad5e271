package dev.berth.it.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What stands on a page for what differs from machine to machine: tokens, cookies, process ids and automatic ports, each of
 * which stands for one and the same wherever it comes up again, and points in time, each of which stands for any.
 */
final class Likeness {
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\dZ)?|\\d\\d:\\d\\d:\\d\\d");
    private static final String NUMBER = "0x[0-9a-f]+|(?<=pid )\\d+|\\d+(?= python3 )|(?<=127[.]0[.]0[.]1:)[3-6]\\d{4}";
    private static final Pattern VARIES = Pattern.compile(TIME + "|" + NUMBER);
    /** Columns are as wide as what stands in them. */
    private static final Pattern GAP = Pattern.compile(" {2,}");

    private final Map<String, String> real;

    private Likeness(Map<String, String> real) {
        this.real = Map.copyOf(real);
    }

    /** Nothing has come up yet. */
    static Likeness none() {
        return new Likeness(Map.of());
    }

    /** A text of the page with what really stands there, as far as it has come up. */
    String real(String text) {
        for (Map.Entry<String, String> one : real.entrySet()) {
            text = text.replaceAll("(?<![0-9a-fx])" + one.getKey() + "(?![0-9a-f])", one.getValue());
        }
        return text;
    }

    /** With what comes up where these lines are what the page shows as those, in whatever order; none where they are not. */
    Optional<Likeness> of(List<String> shown, List<String> came) {
        if (shown.size() != came.size()) {
            return Optional.empty();
        }
        if (shown.isEmpty()) {
            return Optional.of(this);
        }
        for (int i = 0; i < came.size(); i++) {
            Optional<Likeness> first = of(shown.getFirst(), came.get(i));
            if (first.isPresent()) {
                Optional<Likeness> all = first.get().of(shown.subList(1, shown.size()), without(came, i));
                if (all.isPresent()) {
                    return all;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Likeness> of(String shown, String came) {
        Map<String, String> all = new HashMap<>(real);
        Matcher left = VARIES.matcher(narrow(shown));
        Matcher right = VARIES.matcher(narrow(came));
        if (!left.replaceAll("?").equals(right.replaceAll("?"))) {
            return Optional.empty();
        }
        left.reset();
        right.reset();
        while (left.find() && right.find()) {
            boolean time = TIME.matcher(left.group()).matches();
            if (time != TIME.matcher(right.group()).matches()) {
                return Optional.empty();
            }
            if (!time && !stands(left.group(), right.group(), all)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Likeness(all));
    }

    /** Whether the one stands for the other, and for nothing else; from here on, where neither has come up yet. */
    private static boolean stands(String shown, String came, Map<String, String> all) {
        if (!all.containsKey(shown) && !all.containsValue(came)) {
            all.put(shown, came);
        }
        return came.equals(all.get(shown));
    }

    private static String narrow(String line) {
        return GAP.matcher(line).replaceAll("  ").stripTrailing();
    }

    private static List<String> without(List<String> lines, int index) {
        List<String> rest = new ArrayList<>(lines);
        rest.remove(index);
        return rest;
    }

    @Override
    public String toString() {
        return real.entrySet().stream()
                .map(one -> one.getKey() + " is " + one.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
