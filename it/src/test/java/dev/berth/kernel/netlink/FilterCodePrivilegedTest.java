package dev.berth.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import dev.berth.engine.ExactFilter;
import dev.berth.kernel.SocketQuery;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel lists by a compiled filter what the engine finds by the same filter among all sockets, and what ss finds. */
@InWalls
@NeedsKernel(KernelAbility.IPV6)
class FilterCodePrivilegedTest {
    private static final long SEED = 20_260_715;
    private static final Pattern COOKIE = Pattern.compile("\\bsk:([0-9a-f]+)");

    private final Random random = new Random(SEED);

    @BeforeEach
    void open(Walls walls) throws IOException {
        ManySockets.in(walls, random);
    }

    @Test
    void theKernelListsWhatMeetsAFilterAndNothingElse(Walls walls) throws Exception {
        for (Protocol pool : List.of(Protocol.TCP, Protocol.UDP)) {
            Set<EntryState> states = EnumSet.allOf(EntryState.class);
            List<Entry> all = list(walls, pool, states, EntryFilter.ALL);
            assertThat(all).hasSizeGreaterThan(20);
            int passedOver = 0;
            for (int round = 0; round < 120; round++) {
                EntryFilter filter = filter(1 + round % 5, all, 0);
                Predicate<Entry> exact = walls.call(() -> ExactFilter.of(filter));
                Set<Long> listed = cookies(list(walls, pool, states, filter));
                // Those in TIME-WAIT go after a minute, which a slow machine takes.
                Set<Long> still = cookies(list(walls, pool, states, EntryFilter.ALL));
                Set<Long> expected = cookies(all.stream().filter(exact).toList());
                passedOver += all.size() - expected.size();
                expected.retainAll(still);
                listed.retainAll(still);
                assertThat(listed)
                        .as("seed %d, %s, round %d: %s", SEED, pool, round, EntryFilter.text(filter))
                        .isEqualTo(expected);
            }
            assertThat(passedOver).isGreaterThan(30 * all.size());
        }
    }

    @Test
    void ssListsTheSame(Walls walls) throws Exception {
        // What ss 6.1 calls all states has none that are bound and nothing more.
        Set<EntryState> states = EnumSet.complementOf(EnumSet.of(EntryState.BOUND));
        List<Entry> all = list(walls, Protocol.TCP, states, EntryFilter.ALL);
        assertThat(all).hasSizeGreaterThan(20);
        for (int round = 0; round < 40; round++) {
            EntryFilter filter = filter(1 + round % 4, all, 1);
            String text = inParentheses(filter);
            assertThat(EntryFilter.parse(text, EntryFilter.ServicePorts.NONE)).isEqualTo(filter);
            Set<Long> listed = cookies(list(walls, Protocol.TCP, states, filter));
            Set<Long> expected = ss(walls, text);
            Set<Long> still = cookies(list(walls, Protocol.TCP, states, EntryFilter.ALL));
            listed.retainAll(still);
            expected.retainAll(still);
            assertThat(listed).as("seed %d, round %d: %s", SEED, round, text).isEqualTo(expected);
        }
    }

    private static List<Entry> list(Walls walls, Protocol pool, Set<EntryState> states, EntryFilter filter)
            throws IOException {
        List<Entry> entries = new ArrayList<>();
        return walls.call(() -> {
            new LinuxSocketTable().list(new SocketQuery(pool, states, filter, false), entries::add);
            return entries;
        });
    }

    private static Set<Long> cookies(List<Entry> entries) {
        Set<Long> cookies = new TreeSet<>();
        entries.forEach(entry -> cookies.add(entry.cookie()));
        assertThat(cookies).hasSameSizeAs(entries);
        return cookies;
    }

    private static Set<Long> ss(Walls walls, String filter) throws IOException {
        String out = Program.of(walls.network().entered("ss", "-HtaneO"))
                .and(filter.split(" "))
                .expect(0)
                .out();
        Set<Long> cookies = new TreeSet<>();
        Matcher cookie = COOKIE.matcher(out);
        while (cookie.find()) {
            cookies.add(Long.parseUnsignedLong(cookie.group(1), 16));
        }
        assertThat(out.lines()).hasSameSizeAs(cookies);
        return cookies;
    }

    /** As ss must have it, which joins from left to right whatever the words. */
    private static String inParentheses(EntryFilter filter) {
        return switch (filter) {
            case EntryFilter.And(EntryFilter one, EntryFilter other) ->
                "( " + inParentheses(one) + " and " + inParentheses(other) + " )";
            case EntryFilter.Or(EntryFilter one, EntryFilter other) ->
                "( " + inParentheses(one) + " or " + inParentheses(other) + " )";
            case EntryFilter.Not(EntryFilter inner) -> "not " + inParentheses(inner);
            default -> EntryFilter.text(filter);
        };
    }

    /** Of addresses and ports of the table, so that it is met now and then; prefixes of a length at least. */
    private EntryFilter filter(int depth, List<Entry> table, int shortest) {
        if (depth > 1 && random.nextInt(5) != 0) {
            EntryFilter one = filter(depth - 1, table, shortest);
            return switch (random.nextInt(3)) {
                case 0 -> new EntryFilter.And(one, filter(depth - 1, table, shortest));
                case 1 -> new EntryFilter.Or(one, filter(depth - 1, table, shortest));
                default -> new EntryFilter.Not(one);
            };
        }
        End end = random.nextBoolean() ? End.LOCAL : End.REMOTE;
        Entry entry = table.get(random.nextInt(table.size()));
        Endpoint endpoint = random.nextBoolean() ? entry.local() : entry.remote();
        Comparison[] comparisons = Comparison.values();
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> new EntryFilter.Port(end, comparisons[random.nextInt(comparisons.length)], endpoint.port());
            case 3 -> new EntryFilter.Device(random.nextBoolean() ? "lo" : "2");
            default -> {
                IpAddress network = random.nextBoolean()
                        ? endpoint.address()
                        : endpoint.address().unmapped();
                int prefix = random.nextBoolean()
                        ? network.bits()
                        : shortest + random.nextInt(network.bits() + 1 - shortest);
                OptionalInt port = random.nextBoolean() ? OptionalInt.of(endpoint.port()) : OptionalInt.empty();
                yield new EntryFilter.Host(end, network, prefix, port);
            }
        };
    }
}
