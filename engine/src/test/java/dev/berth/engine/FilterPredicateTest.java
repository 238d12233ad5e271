package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.ServicePorts;
import dev.berth.api.EntryState;
import dev.berth.api.EntryTimer;
import dev.berth.api.FilterSyntaxException;
import dev.berth.api.IpAddress;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.api.TcpInfo;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterPredicateTest {
    private static final OwnerProcess RESOLVED = new OwnerProcess(
            53, "systemd-resolve", "systemd-resolve", 101, "/system.slice", Optional.of("systemd-resolved.service"));
    private static final OwnerProcess WORKER = new OwnerProcess(54, "worker", "bob", 1000, "/", Optional.empty());

    /** A connection of bob's, which two processes have open, idle for 5 seconds. */
    private static final Entry MINE = new Entry(
            Protocol.TCP,
            EntryState.ESTABLISHED,
            new Endpoint(IpAddress.parse("::ffff:10.0.0.1"), 80),
            new Endpoint(IpAddress.parse("::ffff:10.0.0.2"), 40_000),
            1000,
            77,
            -2,
            0,
            0,
            2,
            EntryTimer.NONE,
            Optional.of(new TcpInfo(0, 0, 0, 0, 0, 5000, Optional.empty())),
            new Owners.Known(List.of(RESOLVED, WORKER)));

    private static EntryFilter parse(String filter) throws FilterSyntaxException {
        return EntryFilter.parse(filter, ServicePorts.NONE);
    }

    private static boolean meets(Entry entry, String filter) throws FilterSyntaxException {
        return FilterPredicate.of(parse(filter), FilterModel.CONTEXT).test(entry);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            src 10.0.0.1 ~ true
            src ::ffff:10.0.0.1 ~ true
            src ::ffff:0.0.0.0/96 ~ true
            src inet6:* and src inet:* ~ true
            src 10.0.0.1:81 ~ false
            dst 10/30 ~ true
            owner 53 ~ true
            owner 54 ~ true
            owner worker ~ true
            owner systemd-resolved ~ true
            owner systemd-resolv ~ false
            unit systemd-resolved ~ true
            unit systemd-resolved.service ~ true
            unit resolved ~ false
            user bob ~ true
            user 1000 ~ true
            user root ~ false
            cookie = 0xfffffffffffffffe ~ true
            idle > 4999ms ~ true
            idle > 5s ~ false
            idle = 5 ~ true
            idle < 1d ~ true
            dev eth0 ~ true
            dev nosuch ~ false
            reservation web ~ true
            state established and not ( owner nobody or user root ) ~ true
            """)
    void whatAWordMeans(String filter, boolean expected) throws Exception {
        assertThat(meets(MINE, filter)).as(filter).isEqualTo(expected);
        assertThat(meets(MINE, "not ( " + filter + " )")).as(filter).isEqualTo(!expected);
    }

    @Test
    void namesThatStandForNothingAreSaid() throws Exception {
        FilterPredicate predicate = FilterPredicate.of(
                parse("user tpyo or not dev nosuch or reservation gone or user 4294967295 or dev eth0"),
                FilterModel.CONTEXT);
        assertThat(predicate.unknown())
                .containsExactlyInAnyOrder("user 'tpyo'", "interface 'nosuch'", "reservation 'gone'");
    }

    @Test
    void theUserOfWhatNoProcessHasIsNotRoot() throws Exception {
        Entry left = new Entry(
                Protocol.TCP,
                EntryState.TIME_WAIT,
                MINE.local(),
                MINE.remote(),
                0,
                0,
                1,
                0,
                0,
                0,
                EntryTimer.NONE,
                Optional.empty(),
                Owners.NOBODY);
        assertThat(meets(left, "user root")).isFalse();
        assertThat(meets(left, "user 0")).isFalse();
        assertThat(meets(left, "idle >= 0")).isFalse();
    }

    @Test
    void aChainAsLongAsItMayBeIsGoneThroughInARow() throws Exception {
        assertThat(meets(MINE, "sport 1 or ".repeat(255) + "sport 80")).isTrue();
        assertThat(meets(MINE, "sport 80 ".repeat(256))).isTrue();
    }

    @Test
    void whatIsAskedForBesidesIsKnownBefore() throws Exception {
        assertThat(FilterNeeds.of(parse("sport 1 or user bob"))).isEqualTo(new FilterNeeds(false, false));
        assertThat(FilterNeeds.of(parse("sport 1 or not owner x"))).isEqualTo(new FilterNeeds(true, false));
        assertThat(FilterNeeds.of(parse("unit x idle > 1"))).isEqualTo(new FilterNeeds(true, true));
    }

    @Test
    void onlyTheStatesThatCanMeetAFilterAreAskedFor() throws Exception {
        assertThat(FilterStates.of(parse("state listening sport 1"))).containsExactly(EntryState.LISTEN);
        assertThat(FilterStates.of(parse("not ( state listening or sport 1 )")))
                .isEqualTo(EnumSet.complementOf(EnumSet.of(EntryState.LISTEN)));
        assertThat(FilterStates.of(parse("state listening or state time-wait")))
                .containsExactlyInAnyOrder(EntryState.LISTEN, EntryState.TIME_WAIT);
        assertThat(FilterStates.of(parse("src != *"))).isEmpty();
        assertThat(FilterStates.of(parse("not ( idle > 5 )"))).hasSize(EntryState.values().length);
    }

    @Test
    void everyFilterIsMetAsItsWordsSay() {
        long seed = 20_260_714;
        FilterModel model = new FilterModel(seed);
        int met = 0;
        for (int round = 0; round < 8_000; round++) {
            EntryFilter filter = model.filter(1 + round % 6);
            FilterPredicate predicate = FilterPredicate.of(filter, FilterModel.CONTEXT);
            for (int i = 0; i < 20; i++) {
                Entry entry = model.entry();
                boolean expected = FilterModel.meets(entry, filter);
                met += expected ? 1 : 0;
                boolean asked = FilterStates.of(filter).contains(entry.state());
                if (predicate.test(entry) != expected || (expected && !asked)) {
                    throw new AssertionError("seed " + seed + ", round " + round + ": " + EntryFilter.text(filter)
                            + "\nis met: " + expected + ", asked for: " + asked + ", by " + entry);
                }
            }
        }
        assertThat(met).isBetween(40_000, 120_000);
    }
}
