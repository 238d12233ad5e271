package dev.berth.kernel.netlink;

import dev.berth.api.EntryFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a filter the kernel can tell, negations only at the ends. Whatever it cannot tell is taken to be met, negated
 * or not: so a condition lets through every socket that meets the filter, and perhaps more.
 */
sealed interface Condition {
    /** Met by every socket, or by none. */
    record Constant(boolean met) implements Condition {}

    /** Met by the sockets that meet a filter of the kernel's own words, or by those that do not. */
    record Test(Question question, boolean expected) implements Condition {}

    /** Met where all are; at least two of them. */
    record Every(List<Condition> conditions) implements Condition {}

    /** Met where at least one is; at least two of them. */
    record Some(List<Condition> conditions) implements Condition {}

    /** What the kernel answers with yes or no. */
    sealed interface Question {
        /** Whether a port is at least, or at most, this one. */
        record OfPort(EntryFilter.End end, boolean least, int port) implements Question {}

        /** Whether an end is in a network and has a port. */
        record OfHost(EntryFilter.End end, InetDiagHostcond host) implements Question {}

        /** Whether a socket is bound to an interface. */
        record OfDevice(int index) implements Question {}
    }

    /** The interfaces of this machine. */
    interface Interfaces {
        /** The index of an interface by its name or number; no socket is bound to one that is not there. */
        OptionalInt index(String name) throws IOException;
    }

    /** Every socket. */
    Condition ALWAYS = new Constant(true);

    /** What the kernel can tell of a filter. */
    static Condition of(EntryFilter filter, Interfaces interfaces) {
        return of(filter, true, interfaces);
    }

    private static Condition of(EntryFilter filter, boolean expected, Interfaces interfaces) {
        return switch (filter) {
            case EntryFilter.All() -> new Constant(expected);
            case EntryFilter.And(EntryFilter one, EntryFilter other) ->
                join(of(one, expected, interfaces), of(other, expected, interfaces), expected);
            case EntryFilter.Or(EntryFilter one, EntryFilter other) ->
                join(of(one, expected, interfaces), of(other, expected, interfaces), !expected);
            case EntryFilter.Not(EntryFilter inner) -> of(inner, !expected, interfaces);
            case EntryFilter.Port port -> of(port, expected);
            case EntryFilter.Host host -> new Test(host(host), expected);
            case EntryFilter.Device(String name) -> device(name, expected, interfaces);
            case EntryFilter.State _,
                    EntryFilter.Cookie _,
                    EntryFilter.Owner _,
                    EntryFilter.User _,
                    EntryFilter.Unit _,
                    EntryFilter.Idle _,
                    EntryFilter.InReservation _ -> ALWAYS;
        };
    }

    private static Condition device(String name, boolean expected, Interfaces interfaces) {
        try {
            OptionalInt index = interfaces.index(name);
            return index.isPresent()
                    ? new Test(new Question.OfDevice(index.getAsInt()), expected)
                    : new Constant(!expected);
        } catch (IOException nobodyCanTell) {
            return ALWAYS;
        }
    }

    /** The kernel knows "the same", "at least" and "at most"; the others are their opposites. */
    private static Condition of(EntryFilter.Port port, boolean expected) {
        return switch (port.comparison()) {
            case EQUAL -> new Test(same(port), expected);
            case NOT_EQUAL -> new Test(same(port), !expected);
            case AT_LEAST -> new Test(new Question.OfPort(port.end(), true, port.port()), expected);
            case LESS -> new Test(new Question.OfPort(port.end(), true, port.port()), !expected);
            case AT_MOST -> new Test(new Question.OfPort(port.end(), false, port.port()), expected);
            case GREATER -> new Test(new Question.OfPort(port.end(), false, port.port()), !expected);
        };
    }

    private static Question same(EntryFilter.Port port) {
        return new Question.OfHost(port.end(), new InetDiagHostcond(Optional.empty(), 0, port.port()));
    }

    private static Question host(EntryFilter.Host host) {
        int port = host.port().orElse(InetDiagHostcond.ANY_PORT);
        return new Question.OfHost(host.end(), new InetDiagHostcond(Optional.of(host.network()), host.prefix(), port));
    }

    /** Both, or at least one of two; constants vanish. */
    private static Condition join(Condition one, Condition other, boolean both) {
        if (one instanceof Constant(boolean met)) {
            return met == both ? other : one;
        }
        if (other instanceof Constant(boolean met)) {
            return met == both ? one : other;
        }
        List<Condition> joined = new ArrayList<>(parts(one, both));
        joined.addAll(parts(other, both));
        return both ? new Every(List.copyOf(joined)) : new Some(List.copyOf(joined));
    }

    private static List<Condition> parts(Condition condition, boolean both) {
        return switch (condition) {
            case Every(List<Condition> conditions) when both -> conditions;
            case Some(List<Condition> conditions) when !both -> conditions;
            default -> List.of(condition);
        };
    }
}
