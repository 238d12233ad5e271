package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryState;
import dev.berth.api.TcpInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * A whole filter, made ready for very many entries: names are looked up once. Entries must come with what
 * {@link FilterNeeds} says.
 */
final class FilterPredicate implements Predicate<Entry> {
    private final FilterContext context;
    private final List<String> unknown = new ArrayList<>();
    private final Predicate<Entry> filter;

    private FilterPredicate(EntryFilter filter, FilterContext context) {
        this.context = context;
        this.filter = compile(filter);
    }

    static FilterPredicate of(EntryFilter filter, FilterContext context) {
        return new FilterPredicate(filter, context);
    }

    @Override
    public boolean test(Entry entry) {
        return filter.test(entry);
    }

    /**
     * The names in the filter that stand for nothing, {@code user 'nosuch'}: no entry meets these words, and so all
     * meet their negations. Better not to close anything by such a filter.
     */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    private Predicate<Entry> compile(EntryFilter part) {
        return switch (part) {
            case EntryFilter.All _ -> _ -> true;
            case EntryFilter.And and -> every(and);
            case EntryFilter.Or or -> some(or);
            case EntryFilter.Not(EntryFilter inner) -> compile(inner).negate();
            case EntryFilter.State(Set<EntryState> states) -> {
                Set<EntryState> some = EnumSet.noneOf(EntryState.class);
                some.addAll(states);
                yield entry -> some.contains(entry.state());
            }
            case EntryFilter.Port(End end, Comparison comparison, int port) ->
                port(end == End.LOCAL ? e -> e.local().port() : e -> e.remote().port(), comparison, port);
            case EntryFilter.Host host -> NetworkPredicate.of(host);
            case EntryFilter.Device(String name) -> device(name);
            case EntryFilter.Cookie(long cookie) -> entry -> entry.cookie() == cookie;
            case EntryFilter.Owner(String process) -> OwnerPredicates.process(process);
            case EntryFilter.User(String user) -> user(user);
            case EntryFilter.Unit(String unit) -> OwnerPredicates.unit(unit);
            case EntryFilter.Idle(Comparison comparison, Duration time) -> entry -> idle(entry, comparison, time);
            case EntryFilter.InReservation(String reservation) ->
                context.reservation(reservation).orElseGet(() -> nothing("reservation", reservation));
        };
    }

    private Predicate<Entry> nothing(String word, String name) {
        unknown.add(word + " '" + name + "'");
        return _ -> false;
    }

    private Predicate<Entry> every(EntryFilter.And chain) {
        List<Predicate<Entry>> conditions = row(chain);
        return entry -> {
            for (Predicate<Entry> condition : conditions) {
                if (!condition.test(entry)) {
                    return false;
                }
            }
            return true;
        };
    }

    private Predicate<Entry> some(EntryFilter.Or chain) {
        List<Predicate<Entry>> conditions = row(chain);
        return entry -> {
            for (Predicate<Entry> condition : conditions) {
                if (condition.test(entry)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** A chain as one row, however long: a call for each of its links would go as deep as it is long. */
    private List<Predicate<Entry>> row(EntryFilter chain) {
        List<Predicate<Entry>> row = new ArrayList<>();
        EntryFilter rest = chain;
        if (chain instanceof EntryFilter.And) {
            while (rest instanceof EntryFilter.And(EntryFilter one, EntryFilter other)) {
                row.add(compile(other));
                rest = one;
            }
        } else {
            while (rest instanceof EntryFilter.Or(EntryFilter one, EntryFilter other)) {
                row.add(compile(other));
                rest = one;
            }
        }
        row.add(compile(rest));
        return List.copyOf(row.reversed());
    }

    private static Predicate<Entry> port(ToIntFunction<Entry> of, Comparison comparison, int port) {
        return switch (comparison) {
            case EQUAL -> entry -> of.applyAsInt(entry) == port;
            case NOT_EQUAL -> entry -> of.applyAsInt(entry) != port;
            case LESS -> entry -> of.applyAsInt(entry) < port;
            case AT_MOST -> entry -> of.applyAsInt(entry) <= port;
            case GREATER -> entry -> of.applyAsInt(entry) > port;
            case AT_LEAST -> entry -> of.applyAsInt(entry) >= port;
        };
    }

    private Predicate<Entry> device(String name) {
        OptionalInt index = context.interfaceIndex(name);
        if (index.isEmpty()) {
            return nothing("interface", name);
        }
        int wanted = index.getAsInt();
        return entry -> entry.interfaceIndex() == wanted;
    }

    private Predicate<Entry> user(String user) {
        OptionalLong uid = Numbers.of(user);
        if (uid.isEmpty()) {
            uid = context.uid(user);
        }
        if (uid.isEmpty()) {
            return nothing("user", user);
        }
        long wanted = uid.getAsLong();
        // The kernel gives 0 for the user of a socket that no process has: that is not root's.
        return wanted == 0 ? entry -> entry.uid() == 0 && entry.inode() != 0 : entry -> entry.uid() == wanted;
    }

    private static boolean idle(Entry entry, Comparison comparison, Duration time) {
        Optional<TcpInfo> info = entry.info();
        return info.isPresent()
                && FilterStates.MEASURED.contains(entry.state())
                && comparison.holds(Duration.ofMillis(info.get().idleMillis()).compareTo(time), 0);
    }
}
