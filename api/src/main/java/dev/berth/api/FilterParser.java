package dev.berth.api;

import dev.berth.api.EntryFilter.ServicePorts;
import dev.berth.api.FilterWord.Kind;

/**
 * Reads filters: {@code not} binds closest, then {@code and}, which may be left out, then {@code or}. Any text gives a
 * filter or a {@link FilterSyntaxException}.
 */
final class FilterParser {
    /** So deep may parentheses and negations be: what reads filters, and what goes through them, goes down with each. */
    static final int DEEPEST = 100;
    /** So many conditions may be joined, which makes a filter as deep on one side: a record compares itself that deep. */
    static final int MOST = 256;

    private final FilterWords words;
    private final FilterLeaf leaf;
    private int depth;
    private int conditions;

    private FilterParser(FilterWords words, ServicePorts services) {
        this.words = words;
        this.leaf = new FilterLeaf(words, services);
    }

    static EntryFilter parse(String text, ServicePorts services) throws FilterSyntaxException {
        FilterWords words = new FilterWords(text);
        if (words.peek().kind() == Kind.END) {
            return EntryFilter.ALL;
        }
        EntryFilter filter = new FilterParser(words, services).alternatives();
        if (words.peek().kind() != Kind.END) {
            throw words.peek().wrong(" closes what nothing opened"); // whatever else comes, comes as a condition
        }
        return filter;
    }

    private EntryFilter alternatives() throws FilterSyntaxException {
        EntryFilter filter = together();
        while (words.takes("or", "||", "|")) {
            filter = new EntryFilter.Or(filter, together());
        }
        return filter;
    }

    private EntryFilter together() throws FilterSyntaxException {
        EntryFilter filter = condition();
        while (words.takes("and", "&&", "&") || anotherFollows()) {
            filter = new EntryFilter.And(filter, condition());
        }
        return filter;
    }

    private boolean anotherFollows() {
        FilterWord next = words.peek();
        return next.kind() != Kind.END && !next.is(")") && !next.is("or") && !next.is("||") && !next.is("|");
    }

    private EntryFilter condition() throws FilterSyntaxException {
        FilterWord first = words.peek();
        if (words.takes("not", "!")) {
            deeper(first);
            EntryFilter filter = new EntryFilter.Not(condition());
            depth--;
            return filter;
        }
        if (words.takes("(")) {
            deeper(first);
            EntryFilter filter = alternatives();
            if (!words.takes(")")) {
                throw first.wrong(" is never closed");
            }
            depth--;
            return filter;
        }
        conditions++;
        if (conditions > MOST) {
            throw first.wrong(": a filter has at most " + MOST + " conditions");
        }
        return leaf.read();
    }

    private void deeper(FilterWord word) throws FilterSyntaxException {
        depth++;
        if (depth > DEEPEST) {
            throw word.wrong(": parentheses and negations go at most " + DEEPEST + " deep");
        }
    }
}
