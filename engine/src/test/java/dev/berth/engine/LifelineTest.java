package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.CloseRequest;
import dev.berth.api.CloseRequest.Option;
import dev.berth.api.Closing;
import dev.berth.api.Closing.Fate;
import dev.berth.api.ClosingCount;
import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifelineTest {
    private static final CloseRequest SSH = Table.tcp(Table.local(22)).with(Option.ALL);

    @TempDir
    private Path folder;

    private Table table;

    @BeforeEach
    void makeTable() {
        table = new Table(folder);
    }

    @Test
    void whatTheCallerOrAnAncestorHasOpenIsSpared() {
        Entry own = table.connection(22, 1);
        Entry other = table.connection(22, 2);
        table.kernel.processTable().inherit(own);
        assertThat(table.close(SSH).orElseThrow()).isEqualTo(new ClosingCount(2, 1, 0, 1));
        assertThat(table.closings).extracting(Closing::fate).containsExactly(Fate.REFUSED, Fate.CLOSED);
        assertThat(table.closings.getFirst().remark())
                .contains("this command or one it was started by has it open, as an SSH session has its connection;"
                        + " --force closes it all the same");
        assertThat(table.isOpen(own)).isTrue();
        assertThat(table.isOpen(other)).isFalse();
    }

    @Test
    void whereItIsTheOnlyOneItIsSparedToo() {
        Entry own = table.connection(22, 1);
        table.kernel.processTable().inherit(own);
        for (CloseRequest request : new CloseRequest[] {Table.tcp(Table.local(22)), Table.tcp(Table.tuple(own))}) {
            assertThat(table.close(request).orElseThrow()).isEqualTo(new ClosingCount(1, 0, 0, 1));
        }
        assertThat(table.isOpen(own)).isTrue();
    }

    @Test
    void withForceItIsClosedWithoutLookingAround() {
        Entry own = table.connection(22, 1);
        table.kernel.processTable().inherit(own);
        assertThat(table.close(SSH.with(Option.FORCE)).orElseThrow()).isEqualTo(new ClosingCount(1, 1, 0, 0));
        assertThat(table.isOpen(own)).isFalse();
        assertThat(table.calls()).doesNotContain("ProcessTable.ancestralSockets");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Lifeline.MOST_ASKED})
    void theOtherEndOnThisMachineIsSparedAsWell(int more) {
        IntStream.rangeClosed(1, more).forEach(port -> table.connection(22, 1000 + port));
        // The session's end has an IPv4 address within IPv6, as that of a dual-stack server has.
        Entry own = table.tcp(EntryState.ESTABLISHED, mapped(40_000), mapped(22));
        Entry otherEnd = table.connection(22, 40_000);
        Entry farEnd = table.tcp(
                EntryState.ESTABLISHED, Table.loopback(22), new Endpoint(IpAddress.parse("127.0.0.2"), 40_000));
        table.kernel.processTable().inherit(own);
        assertThat(table.close(SSH).orElseThrow()).isEqualTo(new ClosingCount(more + 2, more + 1, 0, 1));
        assertThat(table.isOpen(own)).isTrue();
        assertThat(table.isOpen(otherEnd)).isTrue();
        assertThat(table.isOpen(farEnd)).isFalse();
        assertThat(table.closings)
                .filteredOn(closing -> closing.fate() == Fate.REFUSED)
                .singleElement()
                .satisfies(
                        closing -> assertThat(closing.remark()).get().asString().contains("the other end"));
        long listings = table.calls().stream()
                .filter(call -> call.startsWith("SocketTable.list"))
                .count();
        assertThat(listings).as("a second reading only for many").isEqualTo(more == 0 ? 1 : 2);
    }

    @Test
    void socketsOfNobodyAreNobodysLifeline() {
        Entry orphan = table.open(table.sockets.entry(
                Protocol.TCP, EntryState.TIME_WAIT, Table.loopback(22), Table.loopback(1), Optional.empty()));
        table.kernel.processTable().inherit(orphan); // inode 0
        assertThat(table.close(SSH).orElseThrow()).isEqualTo(new ClosingCount(1, 1, 0, 0));
    }

    private static Endpoint mapped(int port) {
        return new Endpoint(IpAddress.parse("::ffff:127.0.0.1"), port);
    }
}
