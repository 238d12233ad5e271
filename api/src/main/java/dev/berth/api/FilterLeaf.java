package dev.berth.api;

import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryFilter.ServicePorts;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one condition of a filter: its word, how it compares, and with what. */
final class FilterLeaf {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,14})(ms|s|m|h|d)?");
    private static final Pattern COOKIE = Pattern.compile("0[xX]([0-9a-fA-F]{1,16})|([0-9]{1,20})");
    private static final int HEXADECIMAL = 16;

    private final FilterWords words;
    private final FilterHost hosts;

    FilterLeaf(FilterWords words, ServicePorts services) {
        this.words = words;
        this.hosts = new FilterHost(services);
    }

    EntryFilter read() throws FilterSyntaxException {
        FilterWord word = words.take();
        return switch (word.kind() == FilterWord.Kind.PLAIN ? word.text() : "") {
            case "state", "exclude", "excl" -> FilterStateWords.read(word, words);
            case "sport" -> port(word, End.LOCAL);
            case "dport" -> port(word, End.REMOTE);
            case "src" -> host(word, End.LOCAL);
            case "dst" -> host(word, End.REMOTE);
            case "dev" -> named(word, "an interface, such as lo", EntryFilter.Device::new);
            case "owner" -> named(word, "a process, such as 4121 or nginx", EntryFilter.Owner::new);
            case "user" -> named(word, "a user, such as www-data or 33", EntryFilter.User::new);
            case "unit" -> named(word, "a systemd unit, such as nginx.service", EntryFilter.Unit::new);
            case "reservation" -> named(word, "a name, a block or any", EntryFilter.InReservation::new);
            case "idle" -> idle(word);
            case "cookie" -> cookie(word);
            default -> throw FilterHints.unknown(word);
        };
    }

    private EntryFilter port(FilterWord word, End end) throws FilterSyntaxException {
        Comparison comparison = comparison().orElse(Comparison.EQUAL);
        return hosts.port(value(word, "a port, such as 22 or http"), end, comparison);
    }

    private EntryFilter host(FilterWord word, End end) throws FilterSyntaxException {
        boolean equal = equal(word);
        EntryFilter filter = hosts.host(value(word, "an address, such as 10.0.0.0/8, [::1]:80 or *"), end);
        return equal ? filter : new EntryFilter.Not(filter);
    }

    private EntryFilter named(FilterWord word, String what, Function<String, EntryFilter> filter)
            throws FilterSyntaxException {
        boolean equal = equal(word);
        EntryFilter named = filter.apply(value(word, what).text());
        return equal ? named : new EntryFilter.Not(named);
    }

    private EntryFilter idle(FilterWord word) throws FilterSyntaxException {
        FilterWord place = words.peek();
        Comparison comparison =
                comparison().orElseThrow(() -> place.wrong(": say how the idle time compares, such as 'idle > 5m'"));
        FilterWord value = value(word, "a time, such as 90s or 5m");
        Matcher time = TIME.matcher(value.text());
        if (!time.matches()) {
            throw value.wrong(" is no time: a whole number of ms, s, m, h or d, such as 500ms or 5m");
        }
        long number = Long.parseLong(time.group(1));
        String unit = time.group(2) == null ? "s" : time.group(2);
        Duration duration = switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
        try {
            return new EntryFilter.Idle(comparison, duration);
        } catch (IllegalArgumentException tooLong) {
            throw value.wrong(" is no time that can have passed: it is longer than 3,000 years");
        }
    }

    private EntryFilter cookie(FilterWord word) throws FilterSyntaxException {
        boolean equal = equal(word);
        FilterWord value = value(word, "a number, such as 0x1a2b");
        Matcher cookie = COOKIE.matcher(value.text());
        if (!cookie.matches()) {
            throw value.wrong(" is no cookie: a number of 64 bits, 6699 or 0x1a2b");
        }
        BigInteger number = cookie.group(1) == null
                ? new BigInteger(cookie.group(2))
                : new BigInteger(cookie.group(1), HEXADECIMAL);
        if (number.bitLength() > Long.SIZE) {
            throw value.wrong(" is no cookie: it has more than 64 bits");
        }
        EntryFilter filter = new EntryFilter.Cookie(number.longValue());
        return equal ? filter : new EntryFilter.Not(filter);
    }

    /** How it compares, if that is said. */
    private Optional<Comparison> comparison() {
        if (words.takes("=", "==", "eq")) {
            return Optional.of(Comparison.EQUAL);
        }
        if (words.takes("!=", "ne", "neq")) {
            return Optional.of(Comparison.NOT_EQUAL);
        }
        if (words.takes(">", "gt")) {
            return Optional.of(Comparison.GREATER);
        }
        if (words.takes("<", "lt")) {
            return Optional.of(Comparison.LESS);
        }
        if (words.takes(">=", "ge", "geq")) {
            return Optional.of(Comparison.AT_LEAST);
        }
        return words.takes("<=", "le", "leq") ? Optional.of(Comparison.AT_MOST) : Optional.empty();
    }

    /** Whether it is to be the same, which needs not be said, or another. */
    private boolean equal(FilterWord word) throws FilterSyntaxException {
        FilterWord place = words.peek();
        Comparison comparison = comparison().orElse(Comparison.EQUAL);
        if (comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL) {
            throw place.wrong(": '" + word.text() + "' compares with = and != only");
        }
        return comparison == Comparison.EQUAL;
    }

    private FilterWord value(FilterWord word, String what) throws FilterSyntaxException {
        FilterWord value = words.peek();
        if (!value.isValue() || value.text().isEmpty()) {
            throw value.wrong(": '" + word.text() + "' wants " + what);
        }
        return words.take();
    }
}
