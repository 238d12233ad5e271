package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryQuery;
import dev.berth.api.Outcome;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import dev.berth.kernel.UnsupportedException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterNamesTest {
    @TempDir
    private Path folder;

    private Table table;

    @BeforeEach
    void makeTable() {
        table = new Table(folder);
    }

    @Test
    void aNameThatStandsForNothingIsNamedAndNothingIsListedCountedOrClosed() {
        Entry entry = table.connection(80, 1);
        EntryFilter all = new EntryFilter.Not(new EntryFilter.Or(
                new EntryFilter.User("tpyo"),
                new EntryFilter.Or(new EntryFilter.InReservation("gone"), new EntryFilter.Device("nosuch0"))));
        EntryQuery query = EntryQuery.of(Protocol.TCP).where(all);
        for (Outcome<?> outcome : List.of(table.list(query), table.entries.count(query), table.close(Table.tcp(all)))) {
            assertThat(refused(outcome, Code.ERROR_INVALID_PARAMETER))
                    .contains("tcp entries: there is no ", "user 'tpyo'", "reservation 'gone'", "interface 'nosuch0'")
                    .endsWith(" here; check the spelling");
        }
        assertThat(table.listed).isEmpty();
        assertThat(table.isOpen(entry)).isTrue();
        assertThat(table.calls()).noneMatch(call -> call.startsWith("SocketTable"));
    }

    @Test
    void aNameThatCannotBeLookedUpIsARefusal() {
        table.kernel.script().fail("Accounts.uid", new Errno(5));
        assertThat(refused(list(new EntryFilter.User("bob")), Code.ERROR_IO_DEVICE))
                .contains("Accounts.uid bob");
        table.kernel.script().restart().fail("GuardHome", call -> new UnsupportedException("no BTF", "boot another"));
        assertThat(refused(list(new EntryFilter.InReservation("web")), Code.ERROR_NOT_SUPPORTED))
                .isEqualTo("list tcp+udp entries: the reservations cannot be listed: list: no BTF; boot another");
    }

    @Test
    void aUserIsWhoMadeTheSocket() {
        table.kernel.accounts().user("bob", 1000);
        Entry bobs = table.connection(80, 1).with(Owners.NOT_ASKED);
        for (String user : List.of("bob", "1000")) {
            list(new EntryFilter.User(user)).orElseThrow();
            assertThat(table.listed).as(user).containsExactly(bobs);
        }
        list(new EntryFilter.User("root")).orElseThrow();
        assertThat(table.listed).isEmpty();
    }

    @Test
    void aReservationOfAProcessIsOneByItsBlockAndAmongAny() {
        table.machine
                .ports
                .acquire(AcquireRequest.of(Protocol.TCP, 2).startingAt(9000))
                .orElseThrow();
        Entry inside = table.connection(9001, 1).with(Owners.NOT_ASKED);
        table.connection(80, 1);
        for (String reservation : List.of("9000-9001", "9000+2", "any")) {
            list(new EntryFilter.InReservation(reservation)).orElseThrow();
            assertThat(table.listed).as(reservation).containsExactly(inside);
        }
    }

    @Test
    void theLoopbackIsAnInterface() {
        table.connection(80, 1);
        assertThat(list(new EntryFilter.Device("lo")).orElseThrow()).isZero();
        assertThat(list(new EntryFilter.Not(new EntryFilter.Device("lo"))).orElseThrow())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "8080-8083", "8080+4", "any"})
    void aReservationIsItsPortsInItsPool(String reservation) {
        table.machine
                .ports
                .create(Machine.request(Protocol.TCP, 8080, 4).named("web"))
                .orElseThrow();
        Entry first = table.connection(8080, 1).with(Owners.NOT_ASKED);
        Entry last = table.connection(8083, 1).with(Owners.NOT_ASKED);
        table.connection(8079, 1);
        table.connection(8084, 1);
        table.connection(1, 8080);
        table.sockets.listen(Protocol.UDP, 8080);
        list(new EntryFilter.InReservation(reservation)).orElseThrow();
        assertThat(table.listed).containsExactly(first, last);
    }

    @Test
    void aReservationOfBothPoolsIsItsPortsInBoth() {
        table.machine.ports.create(Machine.request(Protocol.TCP_UDP, 53, 1)).orElseThrow();
        table.sockets.listen(Protocol.UDP, 53);
        table.sockets.listen(Protocol.TCP, 53);
        assertThat(list(new EntryFilter.InReservation("53")).orElseThrow()).isEqualTo(2);
    }

    @Test
    void whereNothingIsReservedNoEntryIsInAnyReservation() {
        table.connection(80, 1);
        assertThat(list(new EntryFilter.InReservation("any")).orElseThrow()).isZero();
    }

    private Outcome<Long> list(EntryFilter filter) {
        return table.list(EntryQuery.of(Protocol.TCP_UDP).where(filter));
    }
}
