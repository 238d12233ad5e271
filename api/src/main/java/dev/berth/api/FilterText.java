package dev.berth.api;

import dev.berth.api.EntryFilter.And;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.Cookie;
import dev.berth.api.EntryFilter.Device;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryFilter.Host;
import dev.berth.api.EntryFilter.Idle;
import dev.berth.api.EntryFilter.InReservation;
import dev.berth.api.EntryFilter.Not;
import dev.berth.api.EntryFilter.Or;
import dev.berth.api.EntryFilter.Owner;
import dev.berth.api.EntryFilter.Port;
import dev.berth.api.EntryFilter.State;
import dev.berth.api.EntryFilter.Unit;
import dev.berth.api.EntryFilter.User;
import java.time.Duration;

/** Filters as text that reads back to the same filter. */
final class FilterText {
    private static final String EQUAL = Comparison.EQUAL.sign();

    static String of(EntryFilter filter) {
        return filter instanceof EntryFilter.All ? "" : text(filter);
    }

    private static String text(EntryFilter filter) {
        if (filter instanceof Or or) {
            // Parentheses on the right only: without them, what reads it joins from the left.
            return text(or.one()) + " or " + (or.other() instanceof Or ? inside(or.other()) : text(or.other()));
        }
        if (filter instanceof And and) {
            boolean joined = and.other() instanceof And || and.other() instanceof Or;
            return (and.one() instanceof Or ? inside(and.one()) : text(and.one()))
                    + " and "
                    + (joined ? inside(and.other()) : text(and.other()));
        }
        if (filter instanceof Not not) {
            return negated(not.filter());
        }
        if (filter instanceof State state) {
            return FilterStateWords.text(state.states());
        }
        if (filter instanceof Port port) {
            return (port.end() == End.LOCAL ? "sport " : "dport ")
                    + port.comparison().sign()
                    + " :"
                    + port.port();
        }
        if (filter instanceof Idle idle) {
            return "idle " + idle.comparison().sign() + " " + time(idle.time());
        }
        return equality(filter, EQUAL);
    }

    private static String negated(EntryFilter filter) {
        if (filter instanceof And || filter instanceof Or) {
            return "not " + inside(filter);
        }
        boolean equality =
                !(filter instanceof Not || filter instanceof State || filter instanceof Port || filter instanceof Idle);
        return equality ? equality(filter, Comparison.NOT_EQUAL.sign()) : "not " + text(filter);
    }

    /** Of a filter that asks for the same of something, or for another. */
    private static String equality(EntryFilter filter, String sign) {
        String after = " " + sign + " ";
        if (filter instanceof Host host) {
            return (host.end() == End.LOCAL ? "src" : "dst") + after + host(host);
        }
        if (filter instanceof Device device) {
            return "dev" + after + quoted(device.name());
        }
        if (filter instanceof Cookie cookie) {
            return "cookie" + after + "0x" + Long.toHexString(cookie.cookie());
        }
        if (filter instanceof Owner owner) {
            return "owner" + after + quoted(owner.process());
        }
        if (filter instanceof User user) {
            return "user" + after + quoted(user.user());
        }
        if (filter instanceof Unit unit) {
            return "unit" + after + quoted(unit.unit());
        }
        if (filter instanceof InReservation reservation) {
            return "reservation" + after + quoted(reservation.reservation());
        }
        return "src" + after + "*"; // every entry
    }

    private static String inside(EntryFilter filter) {
        return "( " + text(filter) + " )";
    }

    private static String host(Host host) {
        String network = host.network() + (host.prefix() == host.network().bits() ? "" : "/" + host.prefix());
        String address = host.network().family() == IpAddress.Family.IPV4 ? network : "[" + network + "]";
        return address + (host.port().isPresent() ? ":" + host.port().getAsInt() : "");
    }

    /** In the largest unit that says it exactly. */
    private static String time(Duration time) {
        long millis = time.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 86_400 == 0
                ? seconds / 86_400 + "d"
                : seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }

    private static String quoted(String name) {
        boolean plain = !name.isEmpty()
                && !FilterWords.isConnective(name)
                && name.chars().allMatch(c -> FilterWords.isPlain((char) c));
        return plain ? name : "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private FilterText() {}
}
