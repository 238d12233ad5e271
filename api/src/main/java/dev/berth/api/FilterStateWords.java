package dev.berth.api;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The states of filters. */
final class FilterStateWords {
    private static final Set<EntryState> ALL = EnumSet.allOf(EntryState.class);
    private static final Set<EntryState> BUCKET = EnumSet.of(EntryState.SYN_RECV, EntryState.TIME_WAIT);
    private static final Set<EntryState> CONNECTED =
            without(EnumSet.of(EntryState.LISTEN, EntryState.UNCONNECTED, EntryState.BOUND));

    /**
     * Reads the states after {@code state} or {@code exclude}, whose word was taken, and those after every such word
     * that follows at once: each adds to the set or takes from it, and together they are one condition.
     */
    static EntryFilter read(FilterWord first, FilterWords words) throws FilterSyntaxException {
        boolean add = first.is("state");
        Set<EntryState> states = add ? EnumSet.noneOf(EntryState.class) : EnumSet.copyOf(ALL);
        FilterWord word = first;
        while (true) {
            Set<EntryState> named = states(word, words);
            if (word.is("state")) {
                states.addAll(named);
            } else {
                states.removeAll(named);
            }
            word = words.peek();
            if (!words.takes("state", "exclude", "excl")) {
                return new EntryFilter.State(states);
            }
        }
    }

    private static Set<EntryState> states(FilterWord word, FilterWords words) throws FilterSyntaxException {
        words.takes("=", "==", "eq");
        FilterWord value = words.peek();
        if (!value.isValue()) {
            throw value.wrong(": '" + word.text() + "' wants a state, such as established or listening");
        }
        return states(words.take());
    }

    private static Set<EntryState> states(FilterWord value) throws FilterSyntaxException {
        return switch (value.text().toLowerCase(Locale.ROOT)) {
            case "all" -> ALL;
            case "connected" -> CONNECTED;
            case "synchronized" -> {
                Set<EntryState> states = EnumSet.copyOf(CONNECTED);
                states.remove(EntryState.SYN_SENT);
                yield states;
            }
            case "bucket" -> BUCKET;
            case "big" -> without(BUCKET);
            case "closed", "close" -> EnumSet.of(EntryState.UNCONNECTED);
            case "listening" -> EnumSet.of(EntryState.LISTEN);
            case "syn-rcv" -> EnumSet.of(EntryState.SYN_RECV);
            case "bound-inactive" -> EnumSet.of(EntryState.BOUND);
            default -> EnumSet.of(EntryState.of(value.text()).orElseThrow(() -> FilterHints.unknownState(value)));
        };
    }

    private static Set<EntryState> without(Set<EntryState> some) {
        Set<EntryState> rest = EnumSet.copyOf(ALL);
        rest.removeAll(some);
        return rest;
    }

    /** Words that read to this set. */
    static String text(Set<EntryState> states) {
        if (states.equals(ALL)) {
            return "state all";
        }
        if (states.isEmpty()) {
            return "exclude all";
        }
        boolean few = states.size() <= ALL.size() / 2;
        StringBuilder text = new StringBuilder();
        for (EntryState state : few ? EnumSet.copyOf(states) : without(states)) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(few ? "state " : "exclude ")
                    .append(state.word());
        }
        return text.toString();
    }

    private FilterStateWords() {}
}
