package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.Outcome;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.kernel.Errno;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleClosingTest {
    @TempDir
    private Path folder;

    private Table table;

    @BeforeEach
    void makeTable() {
        table = new Table(folder);
    }

    @Test
    void withoutTheCapabilityNothingIsLookedAt() {
        Entry entry = table.connection(80, 1);
        table.kernel.processes().callerLacks("CAP_NET_ADMIN", "CAP_BPF");
        assertThat(refused(table.entries.close(entry.key()), Code.ERROR_ACCESS_DENIED))
                .isEqualTo("close tcp 127.0.0.1:80 127.0.0.1:1: this process lacks CAP_NET_ADMIN; run it as root, for"
                        + " instance with sudo");
        assertThat(table.calls()).containsExactly("Kernel.caller");
        assertThat(table.isOpen(entry)).isTrue();
    }

    @Test
    void noOtherCapabilityIsNeeded() {
        Entry entry = table.connection(80, 1);
        table.kernel.processes().callerLacks("CAP_BPF", "CAP_PERFMON");
        table.entries.close(entry.key()).orElseThrow();
        assertThat(table.isOpen(entry)).isFalse();
    }

    @Test
    void whatIsNotThereIs317() {
        Entry entry = table.connection(80, 1);
        EntryKey swapped = EntryKey.tcp(Table.loopback(1), Table.loopback(80));
        assertThat(refused(table.entries.close(swapped), Code.ERROR_MR_MID_NOT_FOUND))
                .isEqualTo("close tcp 127.0.0.1:1 127.0.0.1:80: there is no such entry; 'berth entries' shows what"
                        + " there is");
        EntryKey successor =
                new EntryKey(Protocol.TCP, entry.local(), entry.remote(), 0, OptionalLong.of(entry.cookie() + 1));
        refused(table.entries.close(successor), Code.ERROR_MR_MID_NOT_FOUND);
        assertThat(table.isOpen(entry)).isTrue();
        assertThat(table.calls()).noneMatch(call -> call.startsWith("SocketTable.destroy"));
    }

    @Test
    void whatEndsBetweenTheTwoCallsIs317() {
        Entry entry = table.connection(80, 1);
        table.kernel.script().fail("SocketTable.destroy", Errno.ENOENT);
        assertThat(refused(table.entries.close(entry.key()), Code.ERROR_MR_MID_NOT_FOUND))
                .endsWith(": it ended at this moment by itself");
    }

    @Test
    void aPathOfAnMptcpConnectionIsNamedAndLeft() {
        Entry entry = table.subflow(80, 1);
        assertThat(refused(table.entries.close(entry.key()), Code.ERROR_NOT_SUPPORTED))
                .contains("one path of an MPTCP connection");
        assertThat(table.isOpen(entry)).isTrue();
        assertThat(table.calls()).noneMatch(call -> call.startsWith("SocketTable.destroy"));
    }

    @Test
    void anMptcpListenerIsNotTakenForAConnection() {
        Entry entry = table.mptcpListener(80);
        assertThat(refused(table.entries.close(entry.key()), Code.ERROR_NOT_SUPPORTED))
                .endsWith(
                        ": the kernel does not close the socket of an MPTCP listener; end the process that has it open");
        assertThat(table.calls()).noneMatch(call -> call.startsWith("SocketTable.destroy"));
    }

    @Test
    void aKernelThatDestroysNothingSaysWhatItLacks() {
        Entry entry = table.connection(80, 1);
        table.kernel.script().fail("SocketTable.destroy", Errno.EOPNOTSUPP);
        assertThat(refused(table.entries.close(entry.key()), Code.ERROR_NOT_SUPPORTED))
                .contains("CONFIG_INET_DIAG_DESTROY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kernel.caller", "SocketTable.find", "SocketTable.destroy"})
    void whateverElseFailsIsARefusal(String call) {
        Entry entry = table.connection(80, 1);
        table.kernel.script().fail(call, new Errno(5));
        refused(table.entries.close(entry.key()), Code.ERROR_IO_DEVICE);
        table.kernel.script().restart().fail(call, Errno.EPERM);
        refused(table.entries.close(entry.key()), Code.ERROR_ACCESS_DENIED);
        assertThat(table.isOpen(entry)).isTrue();
    }

    @Test
    void exactlyThisEntryIsClosedByTwoCalls() {
        Entry entry = table.connection(80, 1);
        Entry neighbor =
                table.tcp(EntryState.ESTABLISHED, new Endpoint(IpAddress.parse("127.0.0.2"), 80), entry.remote());
        Outcome<Entry> closed = table.entries.close(entry.key());
        assertThat(closed.orElseThrow()).isEqualTo(entry.with(Owners.NOT_ASKED));
        assertThat(warnings(closed)).isEmpty();
        assertThat(table.isOpen(entry)).isFalse();
        assertThat(table.isOpen(neighbor)).isTrue();
        assertThat(table.calls())
                .containsExactly(
                        "Kernel.caller",
                        "SocketTable.find tcp 127.0.0.1:80 127.0.0.1:1",
                        "SocketTable.destroy tcp ESTAB 127.0.0.1:80 127.0.0.1:1");
    }

    @Test
    void anIpv4ConnectionOfADualStackSocketIsFoundByItsIpv4Addresses() {
        Entry entry = table.tcp(
                EntryState.ESTABLISHED,
                new Endpoint(IpAddress.parse("::ffff:127.0.0.1"), 80),
                new Endpoint(IpAddress.parse("::ffff:127.0.0.1"), 1));
        table.entries.close(EntryKey.tcp(Table.loopback(80), Table.loopback(1))).orElseThrow();
        assertThat(table.isOpen(entry)).isFalse();
    }

    @Test
    void thatAListenersPortStaysTakenIsSaid() {
        Entry web = table.sockets.listen(Protocol.TCP, 80);
        Entry dns = table.sockets.listen(Protocol.UDP, 53);
        assertThat(warnings(table.entries.close(web.key())))
                .containsExactly("close tcp 0.0.0.0:80 0.0.0.0:*: its owner keeps port 80 until it closes the socket,"
                        + " unless the kernel had chosen that port");
        assertThat(warnings(table.entries.close(dns.key()))).hasSize(1);
        assertThat(table.isOpen(web) || table.isOpen(dns)).isFalse();
    }

    @Test
    void aSocketThatIsBoundAndNothingMoreCannotBeClosed() {
        Entry bound = table.tcp(EntryState.BOUND, Table.loopback(80), Table.NOWHERE);
        table.kernel.script().restart();
        assertThat(Destroying.obstacle(bound))
                .get()
                .asString()
                .contains("the kernel cannot close a socket that is bound");
    }
}
