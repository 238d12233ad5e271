package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.CloseRequest;
import dev.berth.api.CloseRequest.Option;
import dev.berth.api.Closing;
import dev.berth.api.Closing.Fate;
import dev.berth.api.ClosingCount;
import dev.berth.api.Code;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryState;
import dev.berth.api.Outcome;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MassClosingTest {
    private static final EntryFilter WEB = Table.local(80);

    @TempDir
    private Path folder;

    private Table table;

    @BeforeEach
    void makeTable() {
        table = new Table(folder);
    }

    @Test
    void withoutTheCapabilityNothingIsLookedAt() {
        table.connection(80, 1);
        table.kernel.processes().callerLacks("CAP_NET_ADMIN");
        for (EntryFilter filter : List.of(WEB, EntryFilter.ALL)) {
            table.kernel.script().restart();
            assertThat(refused(table.close(Table.tcp(filter)), Code.ERROR_ACCESS_DENIED))
                    .startsWith("close tcp entries: this process lacks CAP_NET_ADMIN");
            assertThat(table.calls()).containsExactly("Kernel.caller");
        }
        assertThat(table.closings).isEmpty();
    }

    @Test
    void anEmptyFilterWouldCloseEverything() {
        Entry entry = table.connection(80, 1);
        for (Option option : Option.values()) {
            assertThat(refused(table.close(Table.tcp(EntryFilter.ALL).with(option)), Code.ERROR_INVALID_PARAMETER))
                    .contains("an empty filter would close everything");
        }
        assertThat(table.closings).isEmpty();
        assertThat(table.isOpen(entry)).isTrue();
    }

    @Test
    void whereNothingMatchesItIs317() {
        table.connection(81, 1);
        for (CloseRequest request : List.of(
                Table.tcp(WEB), Table.tcp(WEB).with(Option.ALL), Table.tcp(WEB).with(Option.DRY_RUN))) {
            assertThat(refused(table.close(request), Code.ERROR_MR_MID_NOT_FOUND))
                    .isEqualTo("close tcp entries: no entry meets the filter; 'berth entries' shows what there is");
        }
    }

    @Test
    void severalAreNotClosedUnlessAllAreMeant() {
        Entry one = table.connection(80, 1);
        Entry other = table.connection(80, 2);
        assertThat(refused(table.close(Table.tcp(WEB)), Code.ERROR_INVALID_PARAMETER))
                .isEqualTo("close tcp entries: 2 entries match, and closing more than one takes --all; or make the"
                        + " filter narrower");
        assertThat(table.closings).containsExactly(closing(one, Fate.MATCHED), closing(other, Fate.MATCHED));
        assertThat(table.isOpen(one) && table.isOpen(other)).isTrue();
    }

    @Test
    void oneIsClosedAndItsNeighborsLiveOn() {
        Entry entry = table.connection(80, 1);
        Entry neighbor = table.connection(81, 1);
        assertThat(table.close(Table.tcp(WEB)).orElseThrow()).isEqualTo(new ClosingCount(1, 1, 0, 0));
        assertThat(table.closings).containsExactly(closing(entry, Fate.CLOSED));
        assertThat(table.isOpen(entry)).isFalse();
        assertThat(table.isOpen(neighbor)).isTrue();
    }

    @Test
    void listenersAreClosedFirst() {
        Entry one = table.connection(80, 1);
        Entry web = table.sockets.listen(Protocol.TCP, 80);
        Entry other = table.connection(80, 2);
        assertThat(table.close(Table.tcp(WEB).with(Option.ALL)).orElseThrow()).isEqualTo(new ClosingCount(3, 3, 0, 0));
        assertThat(table.closings)
                .extracting(Closing::entry)
                .extracting(Entry::cookie)
                .containsExactly(web.cookie(), one.cookie(), other.cookie());
        assertThat(table.closings.getFirst().remark()).get().asString().startsWith("its owner keeps port 80");
        assertThat(table.closings.getLast().remark()).isEmpty();
    }

    @Test
    void aDryRunNeedsNoPrivilegeAndClosesNothing() {
        table.kernel.processes().callerLacks("CAP_NET_ADMIN");
        Entry web = table.sockets.listen(Protocol.TCP, 80);
        Entry entry = table.connection(80, 1);
        Entry path = table.subflow(80, 2);
        Entry bound = table.tcp(EntryState.BOUND, Table.loopback(80), Table.NOWHERE);
        Entry own = table.connection(80, 3);
        table.kernel.processTable().inherit(own);
        CloseRequest dry = Table.tcp(WEB).with(Option.DRY_RUN);

        Outcome<ClosingCount> outcome = table.close(dry.with(Option.ALL));
        assertThat(outcome.orElseThrow()).isEqualTo(new ClosingCount(5, 0, 0, 0));
        assertThat(warnings(outcome)).isEmpty();
        assertThat(table.closings).extracting(Closing::fate).containsOnly(Fate.MATCHED);
        assertThat(table.closings)
                .extracting(closing -> closing.remark().orElse("closes"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("its owner keeps port 80"),
                        second -> assertThat(second).isEqualTo("closes"),
                        third -> assertThat(third).contains("MPTCP"),
                        fourth -> assertThat(fourth).contains("cannot close"),
                        fifth -> assertThat(fifth).contains("has it open", "--force"));
        assertThat(List.of(web, entry, path, bound, own)).allMatch(table::isOpen);

        assertThat(warnings(table.close(dry))).singleElement().asString().contains("5 entries match", "--all");
        assertThat(table.closings).hasSize(5);
    }

    @Test
    void whatTheKernelCannotCloseIsRefusedAndTheRestClosed() {
        Entry path = table.subflow(80, 1);
        Entry bound = table.tcp(EntryState.BOUND, Table.loopback(80), Table.NOWHERE);
        Entry entry = table.connection(80, 2);
        CloseRequest request = Table.tcp(WEB).with(Option.ALL);
        assertThat(table.close(request.with(Option.FORCE)).orElseThrow()).isEqualTo(new ClosingCount(3, 1, 0, 2));
        assertThat(table.closings).extracting(Closing::fate).containsExactly(Fate.REFUSED, Fate.REFUSED, Fate.CLOSED);
        assertThat(table.closings.get(0).remark()).get().asString().contains("MPTCP");
        assertThat(table.closings.get(1).remark()).get().asString().contains("bound and neither listens");
        assertThat(table.isOpen(path) && table.isOpen(bound)).isTrue();
        assertThat(table.isOpen(entry)).isFalse();

        Entry next = table.connection(80, 3);
        table.kernel.script().fail("SocketTable.destroy", Errno.EOPNOTSUPP);
        assertThat(table.close(request).orElseThrow()).isEqualTo(new ClosingCount(3, 0, 0, 3));
        assertThat(table.closings.getLast().remark()).get().asString().contains("CONFIG_INET_DIAG_DESTROY");
        assertThat(table.isOpen(next)).isTrue();
    }

    @Test
    void whatEndedMeanwhileIsGone() {
        Entry entry = table.connection(80, 1);
        table.kernel.script().fail("SocketTable.destroy", Errno.ENOENT);
        assertThat(table.close(Table.tcp(WEB)).orElseThrow()).isEqualTo(new ClosingCount(1, 0, 1, 0));
        assertThat(table.closings).containsExactly(closing(entry, Fate.GONE));
    }

    @Test
    void whereTheKernelForbidsItEverythingIsRefusedAndWhatWasClosedIsSaid() {
        table.connection(80, 1);
        table.connection(80, 2);
        CloseRequest request = Table.tcp(WEB).with(Option.ALL);
        table.kernel.script().fail("SocketTable.destroy tcp ESTAB 127.0.0.1:80 127.0.0.1:2", Errno.EPERM);
        assertThat(refused(table.close(request), Code.ERROR_ACCESS_DENIED))
                .startsWith("close tcp entries: ")
                .endsWith(". Before that, 1 entry was closed");
        assertThat(table.closings).extracting(Closing::fate).containsExactly(Fate.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kernel.caller", "SocketTable.list", "ProcessTable.ancestralSockets", "SocketTable.find"})
    void whateverElseFailsIsARefusalAndClosesNothing(String call) {
        Entry entry = table.connection(80, 1);
        table.kernel.processTable().inherit(table.connection(9, 9));
        table.kernel.script().fail(call, new Errno(5));
        refused(table.close(Table.tcp(WEB)), Code.ERROR_IO_DEVICE);
        assertThat(table.isOpen(entry)).isTrue();
        assertThat(table.closings).isEmpty();
    }

    @Test
    void whatASinkThrowsEndsTheCall() {
        Entry one = table.connection(80, 1);
        Entry other = table.connection(80, 2);
        assertThatThrownBy(() -> table.entries.close(Table.tcp(WEB).with(Option.ALL), closing -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");
        assertThat(table.isOpen(one)).isFalse();
        assertThat(table.isOpen(other)).isTrue();
    }

    @Test
    void aFilterThatNamesBothEndsIsAnsweredWithoutReadingTheTable() {
        Entry entry = table.connection(80, 1);
        table.connection(80, 2);
        EntryFilter cookie = new EntryFilter.Cookie(entry.cookie());
        EntryFilter states = new EntryFilter.State(Set.of(EntryState.ESTABLISHED));
        EntryFilter filter = new EntryFilter.And(new EntryFilter.And(states, Table.tuple(entry)), cookie);
        assertThat(table.close(Table.tcp(filter)).orElseThrow()).isEqualTo(new ClosingCount(1, 1, 0, 0));
        assertThat(table.isOpen(entry)).isFalse();
        assertThat(table.calls())
                .containsExactly(
                        "Kernel.caller",
                        "SocketTable.find tcp 127.0.0.1:80 127.0.0.1:1",
                        "ProcessTable.ancestralSockets",
                        "SocketTable.destroy tcp ESTAB 127.0.0.1:80 127.0.0.1:1");
    }

    @Test
    void whatAFilterSaysBesidesBothEndsCounts() {
        Entry entry = table.connection(80, 1);
        EntryFilter other = new EntryFilter.State(Set.of(EntryState.TIME_WAIT));
        EntryFilter filter = new EntryFilter.And(Table.tuple(entry), other);
        refused(table.close(Table.tcp(filter)), Code.ERROR_MR_MID_NOT_FOUND);
        EntryFilter cookie = new EntryFilter.And(Table.tuple(entry), new EntryFilter.Cookie(entry.cookie() + 1));
        refused(table.close(Table.tcp(cookie)), Code.ERROR_MR_MID_NOT_FOUND);
        assertThat(table.isOpen(entry)).isTrue();
    }

    @Test
    void ofUdpBothTablesAndBothKindsAreClosed() {
        Entry dns = table.sockets.listen(Protocol.UDP, 80);
        Entry client = table.open(table.sockets.entry(
                Protocol.UDP, EntryState.ESTABLISHED, Table.loopback(80), Table.loopback(53), Optional.empty()));
        Entry tcp = table.connection(80, 1);
        CloseRequest both = CloseRequest.of(Protocol.TCP_UDP, WEB).with(Option.ALL);
        assertThat(table.close(both).orElseThrow()).isEqualTo(new ClosingCount(3, 3, 0, 0));
        assertThat(List.of(dns, client, tcp)).noneMatch(table::isOpen);
    }

    @Test
    void manyAreClosedAtAnEvenPace() {
        IntStream.rangeClosed(1, 5).forEach(port -> table.connection(80, port));
        table.subflow(80, 9);
        CloseRequest request = Table.tcp(WEB).with(Option.ALL).atMost(100);
        assertThat(table.close(request).orElseThrow()).isEqualTo(new ClosingCount(6, 5, 0, 1));
        assertThat(table.pauses)
                .as("none before the first, none for what is refused")
                .hasSize(4)
                .containsOnly(Duration.ofMillis(10));
    }

    @Test
    void withoutALimitNothingWaits() {
        IntStream.rangeClosed(1, 5).forEach(port -> table.connection(80, port));
        table.close(Table.tcp(WEB).with(Option.ALL)).orElseThrow();
        assertThat(table.pauses).isEmpty();
    }

    @Test
    void whoIsInterruptedStopsRatherThanHurries() {
        IntStream.rangeClosed(1, 5).forEach(port -> table.connection(80, port));
        EngineEntries interrupted = new EngineEntries(
                table.kernel, table.machine.ports, _ -> Thread.currentThread().interrupt());
        Outcome<ClosingCount> outcome =
                interrupted.close(Table.tcp(WEB).with(Option.ALL).atMost(100), table.closings::add);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(refused(outcome, Code.WSAEINTR))
                .isEqualTo("close tcp entries: interrupted when 1 entry was closed of 5");
        assertThat(table.closings).hasSize(1);
    }

    private static Closing closing(Entry entry, Fate fate) {
        return new Closing(entry.with(Owners.NOT_ASKED), fate, Optional.empty());
    }
}
