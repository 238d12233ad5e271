package dev.berth.api;

import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/** Filters of every kind, and texts that look like filters. */
final class RandomFilter {
    private static final List<String> ADDRESSES =
            List.of("0.0.0.0", "10.0.0.1", "255.255.255.255", "::", "::1", "2001:db8::", "fe80::1", "::ffff:10.0.0.1");
    private static final List<String> NAMES = List.of(
            "nginx",
            "4121",
            "and",
            "state",
            "eq",
            "=",
            "tmux: server",
            "a\"b'c\\d",
            "(sd-pam)",
            "any",
            "naïve",
            "\n",
            "sys-\\x2d.device",
            "*",
            "!");
    private static final List<String> WORDS = List.of(
            "state",
            "exclude",
            "established",
            "all",
            "sport",
            "dport",
            "src",
            "dst",
            "dev",
            "owner",
            "user",
            "unit",
            "idle",
            "reservation",
            "cookie",
            "and",
            "or",
            "not",
            "(",
            ")",
            "=",
            "!=",
            ">",
            "<=",
            "eq",
            "ge",
            ":22",
            "22",
            "http",
            "127.0.0.1:80",
            "[::1]:80",
            "[::1",
            "10/8",
            "*",
            "*:*",
            "inet6:*",
            "5m",
            "0x1a2b",
            "'",
            "\"",
            "\"x\"",
            "&&",
            "||",
            "!",
            "lo",
            "fwmark",
            "65536",
            "/",
            ":",
            "]",
            "\\");

    private final Random random;

    RandomFilter(long seed) {
        random = new Random(seed);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    EntryFilter filter(int depth) {
        if (depth <= 1 || random.nextInt(5) == 0) {
            return leaf();
        }
        return switch (random.nextInt(3)) {
            case 0 -> new EntryFilter.And(filter(depth - 1), filter(depth - 1));
            case 1 -> new EntryFilter.Or(filter(depth - 1), filter(depth - 1));
            default -> new EntryFilter.Not(filter(depth - 1));
        };
    }

    private EntryFilter leaf() {
        End end = one(List.of(End.values()));
        Comparison comparison = one(List.of(Comparison.values()));
        return switch (random.nextInt(11)) {
            case 0 -> EntryFilter.ALL;
            case 1 -> new EntryFilter.State(states());
            case 2 -> new EntryFilter.Port(end, comparison, random.nextInt(65_536));
            case 3 -> host(end);
            case 4 -> new EntryFilter.Device(one(NAMES));
            case 5 -> new EntryFilter.Cookie(random.nextBoolean() ? random.nextLong() : random.nextInt(9));
            case 6 -> new EntryFilter.Owner(one(NAMES));
            case 7 -> new EntryFilter.User(one(NAMES));
            case 8 -> new EntryFilter.Unit(one(NAMES));
            case 9 -> new EntryFilter.Idle(comparison, time());
            default -> new EntryFilter.InReservation(one(NAMES));
        };
    }

    private Set<EntryState> states() {
        Set<EntryState> states = EnumSet.noneOf(EntryState.class);
        int some = random.nextInt(5);
        for (EntryState state : EntryState.values()) {
            if (some == 4 || random.nextInt(4) < some) {
                states.add(state);
            }
        }
        return states;
    }

    private EntryFilter host(End end) {
        IpAddress network = IpAddress.parse(one(ADDRESSES));
        int prefix = random.nextBoolean() ? network.bits() : random.nextInt(network.bits() + 1);
        OptionalInt port = random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(65_536));
        return new EntryFilter.Host(end, network, prefix, port);
    }

    private Duration time() {
        long number = random.nextInt(1_000_000);
        return switch (random.nextInt(5)) {
            case 0 -> Duration.ofMillis(number);
            case 1 -> Duration.ofSeconds(number);
            case 2 -> Duration.ofMinutes(number);
            case 3 -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** Words of the language in any order, now and then with a character changed. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int words = random.nextInt(12); words > 0; words--) {
            text.append(one(WORDS)).append(random.nextInt(8) == 0 ? "" : " ");
        }
        if (!text.isEmpty() && random.nextInt(3) == 0) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
        }
        return text.toString();
    }
}
