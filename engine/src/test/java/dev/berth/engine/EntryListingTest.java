package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.Code;
import dev.berth.api.Entry;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryQuery;
import dev.berth.api.EntryState;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.UnsupportedException;
import dev.berth.testkit.kernel.ScriptedSockets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryListingTest {
    private static final EntryQuery TCP = EntryQuery.of(Protocol.TCP);
    private static final EntryFilter BOBS = new EntryFilter.Owner(ScriptedSockets.BOB.command());

    @TempDir
    private Path folder;

    private Table table;

    @BeforeEach
    void makeTable() {
        table = new Table(folder);
    }

    @Test
    void aListingThatFailsMidwayIsRefusedAndSaysHowFarItCame() {
        table.connection(1, 2);
        table.connection(3, 4);
        table.connection(5, 6);
        table.sockets.failListingAfter(2);
        assertThat(refused(table.list(TCP), Code.ERROR_IO_DEVICE))
                .startsWith("list tcp entries: the kernel did not do it (")
                .contains("ENOBUFS")
                .endsWith(". Before that, 2 entries were listed");
        table.sockets.failListingAfter(1);
        assertThat(refused(table.list(TCP), Code.ERROR_IO_DEVICE)).endsWith(". Before that, 1 entry was listed");
        table.sockets.failListingAfter(0);
        assertThat(refused(table.list(TCP), Code.ERROR_IO_DEVICE)).doesNotContain("Before that");
    }

    @Test
    void whateverFailsIsARefusal() {
        table.connection(1, 2);
        EntryQuery query = TCP.with(EntryDetail.OWNERS);
        table.sockets.beforeList(() -> table.connection(3, 4));
        table.list(query).orElseThrow();
        int steps = table.calls().size();
        assertThat(steps).isEqualTo(4);
        for (int step = 0; step < steps; step++) {
            table.sockets.beforeList(() -> table.connection(5, 6));
            table.kernel.script().restart().failAt(step, new Errno(5));
            assertThat(refused(table.list(query), Code.ERROR_IO_DEVICE)).contains("EIO");
        }
        table.kernel
                .script()
                .restart()
                .fail("SocketTable", call -> new UnsupportedException("no inet_diag", "load it"));
        assertThat(refused(table.list(query), Code.ERROR_NOT_SUPPORTED))
                .isEqualTo("list tcp entries: no inet_diag; load it");
    }

    @Test
    void whatASinkThrowsEndsTheCall() {
        table.connection(1, 2);
        assertThatThrownBy(() -> table.entries.list(TCP, entry -> {
                    throw new IllegalStateException("full of " + entry);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("full of tcp ESTAB 127.0.0.1:1 127.0.0.1:2");
    }

    @Test
    void eachTableIsListedWithItsOwnStates() {
        Entry web = table.sockets.listen(Protocol.TCP, 80);
        Entry dns = table.sockets.listen(Protocol.UDP, 53);
        assertThat(table.list(TCP).orElseThrow()).isEqualTo(1);
        assertThat(table.listed).containsExactly(web.with(Owners.NOT_ASKED));
        assertThat(table.list(EntryQuery.of(Protocol.UDP)).orElseThrow()).isEqualTo(1);
        assertThat(table.listed).containsExactly(dns.with(Owners.NOT_ASKED));
        assertThat(table.list(EntryQuery.of(Protocol.TCP_UDP)).orElseThrow()).isEqualTo(2);

        table.kernel.script().restart();
        table.list(EntryQuery.of(Protocol.TCP_UDP).where(new EntryFilter.State(Set.of(EntryState.LISTEN))))
                .orElseThrow();
        assertThat(table.calls()).as("UDP does not listen").containsExactly("SocketTable.list tcp");
    }

    @Test
    void whatIsBoundAndNothingMoreIsListedOnlyWhenAskedFor() {
        Entry bound =
                table.tcp(EntryState.BOUND, Table.loopback(80), Table.NOWHERE).with(Owners.NOT_ASKED);
        table.list(TCP).orElseThrow();
        assertThat(table.listed).isEmpty();
        table.list(TCP.where(new EntryFilter.Not(new EntryFilter.State(Set.of(EntryState.LISTEN)))))
                .orElseThrow();
        assertThat(table.listed).isEmpty();
        table.list(TCP.with(EntryDetail.BOUND)).orElseThrow();
        assertThat(table.listed).containsExactly(bound);
        EntryFilter named = new EntryFilter.State(Set.of(EntryState.BOUND));
        table.list(TCP.where(new EntryFilter.And(Table.local(80), named))).orElseThrow();
        assertThat(table.listed).containsExactly(bound);
        table.list(TCP.where(new EntryFilter.Or(named, Table.local(80)))).orElseThrow();
        assertThat(table.listed).containsExactly(bound);
    }

    @Test
    void whatTheKernelListsTooMuchIsLeftOut() {
        Entry meant = table.connection(8080, 1).with(Owners.NOT_ASKED);
        table.connection(8081, 2);
        assertThat(table.list(TCP.where(Table.local(8080))).orElseThrow()).isEqualTo(1);
        assertThat(table.listed).containsExactly(meant);
    }

    @Test
    void measurementsComeWhenTheyAreAskedFor() {
        Entry subflow = table.subflow(1, 2);
        table.list(TCP).orElseThrow();
        assertThat(table.listed.getFirst().info()).isEmpty();
        table.list(TCP.with(EntryDetail.INFO)).orElseThrow();
        assertThat(table.listed.getFirst().info()).isEqualTo(subflow.info()).isPresent();
    }

    @Test
    void ownersComeWhenTheyAreAskedFor() {
        Entry web = table.sockets.listen(Protocol.TCP, 80);
        table.list(TCP).orElseThrow();
        assertThat(table.listed.getFirst().owners()).isEqualTo(Owners.NOT_ASKED);
        assertThat(table.calls()).doesNotContain("ProcessTable.socketOwners");
        table.list(TCP.with(EntryDetail.OWNERS)).orElseThrow();
        assertThat(table.listed).containsExactly(web);
    }

    @Test
    void ownersThatOnlyTheFilterAskedForAreNotTold() {
        Entry web = table.sockets.listen(Protocol.TCP, 80);
        table.open(table.sockets.entry(
                Protocol.TCP, EntryState.LISTEN, Table.loopback(81), Table.NOWHERE, Optional.of(Table.ALICE)));
        table.list(TCP.where(BOBS)).orElseThrow();
        assertThat(table.listed).containsExactly(web.with(Owners.NOT_ASKED));
        table.list(TCP.where(BOBS).with(EntryDetail.OWNERS)).orElseThrow();
        assertThat(table.listed).containsExactly(web);
    }

    @Test
    void aSocketThatCameAfterTheOwnersWereReadIsNotShownWithoutThem() {
        table.sockets.listen(Protocol.TCP, 80);
        for (EntryQuery query : List.of(
                TCP.with(EntryDetail.OWNERS),
                TCP.with(EntryDetail.OWNERS).where(BOBS),
                TCP.with(EntryDetail.OWNERS).where(Table.local(81)))) {
            table.kernel.script().restart();
            List<Entry> late = new ArrayList<>();
            table.sockets.beforeList(() -> late.add(table.sockets.listen(Protocol.TCP, 81)));
            table.list(query).orElseThrow();
            assertThat(table.listed).as("%s", query).containsAll(late);
            assertThat(table.calls())
                    .filteredOn("ProcessTable.socketOwners"::equals)
                    .hasSize(2);
            assertThat(table.listed)
                    .allSatisfy(entry -> assertThat(entry.processes()).containsExactly(ScriptedSockets.BOB));
        }
    }

    @Test
    void whereNothingCameTheOwnersAreReadOnce() {
        table.sockets.listen(Protocol.TCP, 80);
        Entry orphan = table.open(table.sockets.entry(
                Protocol.TCP, EntryState.TIME_WAIT, Table.loopback(1), Table.loopback(2), Optional.empty()));
        table.list(TCP.with(EntryDetail.OWNERS)).orElseThrow();
        assertThat(table.listed).contains(orphan);
        assertThat(table.calls())
                .filteredOn("ProcessTable.socketOwners"::equals)
                .hasSize(1);
    }

    @Test
    void ownersOfOtherUsersAreUnknownAndNotLookedForTwice() {
        table.kernel.processes().callerLacks("CAP_NET_ADMIN"); // and is user 1000, as bob is
        table.kernel.processTable().showOnly(1000);
        Entry bobs = table.sockets.listen(Protocol.TCP, 80);
        Entry alices = table.open(table.sockets.entry(
                Protocol.TCP, EntryState.LISTEN, Table.loopback(81), Table.NOWHERE, Optional.of(Table.ALICE)));
        table.list(TCP.with(EntryDetail.OWNERS)).orElseThrow();
        assertThat(table.listed).containsExactly(bobs, alices.with(Owners.UNKNOWN));
        assertThat(table.calls())
                .filteredOn("ProcessTable.socketOwners"::equals)
                .hasSize(1);

        table.sockets.beforeList(() -> table.sockets.listen(Protocol.TCP, 82));
        table.list(TCP.with(EntryDetail.OWNERS)).orElseThrow();
        assertThat(table.listed).hasSize(3);
        assertThat(table.listed.getLast().processes()).as("its own, come late").containsExactly(ScriptedSockets.BOB);
    }
}
