package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Endpoint;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress.Family;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SetTcpEntryTest {
    private static final int DELETE_TCB = MIB_TCP_STATE.MIB_TCP_STATE_DELETE_TCB;
    private static final int ETH0 = 7;

    private final ScriptedEntries entries = new ScriptedEntries();
    private Set<Family> configured = EnumSet.allOf(Family.class);
    private final IpHelper helper = new IpHelper(new BrokenPorts(), entries, new Transport() {
        @Override
        public boolean isConfigured(Family family) {
            return configured.contains(family);
        }

        @Override
        public Map<String, Long> tcpCounters() throws IOException {
            throw new IOException("nobody asks");
        }
    });

    @Test
    @DisplayName("T1 The connection of these ends is closed and no other; the upper 16 bits of ports mean nothing")
    void closes() {
        entries.connection("127.0.0.1:8080", "127.0.0.2:80");
        entries.connection("127.0.0.2:8080", "127.0.0.2:80");
        entries.connection("127.0.0.1:8080", "127.0.0.2:81");
        var row = new MIB_TCPROW(DELETE_TCB, 0x0100_007F, 0xDEAD_901F, 0x0200_007F, 0xBEEF_5000);
        assertThat(helper.SetTcpEntry(row)).isZero();
        assertThat(entries.asked)
                .containsExactly(
                        EntryKey.tcp(ScriptedEntries.end("127.0.0.1:8080"), ScriptedEntries.end("127.0.0.2:80")));
        assertThat(entries.table).hasSize(2);
        assertThat(helper.explain())
                .startsWith("SetTcpEntry: NO_ERROR (0): ")
                .endsWith("closed tcp ESTAB 127.0.0.1:8080 127.0.0.2:80; its port stays bound");
    }

    @Test
    @DisplayName("T2 T7 No row, or another state than DELETE_TCB: 87, no action")
    void unsound() {
        entries.connection("127.0.0.1:8080", "127.0.0.2:80");
        assertThat(helper.SetTcpEntry(null)).isEqualTo(87);
        assertThat(helper.explain()).contains("ERROR_INVALID_PARAMETER (87)", "null");
        assertThat(helper.SetTcp6Entry(null)).isEqualTo(87);
        for (int state : new int[] {0, 1, 2, 5, 11, 13, -1, 0x0C00_0000}) {
            assertThat(helper.SetTcpEntry(row("127.0.0.1:8080", "127.0.0.2:80", state)))
                    .isEqualTo(87);
            assertThat(helper.explain()).contains("the state is " + state);
            assertThat(helper.SetTcp6Entry(row6("[::1]:1", "[::1]:2", state, 0)))
                    .isEqualTo(87);
        }
        assertThat(entries.asked).isEmpty();
        assertThat(entries.table).hasSize(1);
    }

    @Test
    @DisplayName("T3 T7 Not an administrator: 5")
    void unprivileged() {
        entries.refusal = new Outcome.Refused<>(Code.ERROR_ACCESS_DENIED, "it takes CAP_NET_ADMIN");
        assertThat(helper.SetTcpEntry(row("127.0.0.1:1", "127.0.0.1:2", DELETE_TCB)))
                .isEqualTo(5);
        assertThat(helper.explain()).contains("ERROR_ACCESS_DENIED (5)", "CAP_NET_ADMIN");
        assertThat(helper.SetTcp6Entry(row6("[::1]:1", "[::1]:2", DELETE_TCB, 0)))
                .isEqualTo(5);
    }

    @Test
    @DisplayName("T4 T7 No such connection: 317, also where only one end, or the other family, fits")
    void missing() {
        entries.connection("127.0.0.1:8080", "127.0.0.2:80");
        entries.connection("[::1]:8080", "[::1]:80");
        for (String[] ends : new String[][] {
            {"127.0.0.1:8080", "127.0.0.2:81"},
            {"127.0.0.1:8081", "127.0.0.2:80"},
            {"127.0.0.3:8080", "127.0.0.2:80"},
            {"127.0.0.1:8080", "127.0.0.3:80"},
            {"127.0.0.2:80", "127.0.0.1:8080"},
            {"0.0.0.0:8080", "0.0.0.0:0"}
        }) {
            assertThat(helper.SetTcpEntry(row(ends[0], ends[1], DELETE_TCB))).isEqualTo(317);
        }
        assertThat(helper.explain()).contains("ERROR_MR_MID_NOT_FOUND (317)", "there is no such entry");
        assertThat(helper.SetTcp6Entry(row6("[::1]:80", "[::1]:8080", DELETE_TCB, 0)))
                .isEqualTo(317);
        assertThat(entries.table).hasSize(2);
    }

    @Test
    @DisplayName("T5 T7 A kernel without the family: 50, once there is no such connection")
    void notConfigured() {
        configured = EnumSet.of(Family.IPV6);
        assertThat(helper.SetTcpEntry(row("127.0.0.1:1", "127.0.0.1:2", DELETE_TCB)))
                .isEqualTo(50);
        assertThat(helper.explain()).contains("ERROR_NOT_SUPPORTED (50)", "no IPv4");
        assertThat(helper.SetTcp6Entry(row6("[::1]:1", "[::1]:2", DELETE_TCB, 0)))
                .isEqualTo(317);
        configured = EnumSet.of(Family.IPV4);
        assertThat(helper.SetTcp6Entry(row6("[::1]:1", "[::1]:2", DELETE_TCB, 0)))
                .isEqualTo(50);
        assertThat(helper.explain()).contains("no IPv6");
    }

    @Test
    @DisplayName("T6 An IPv4 row means the IPv4 connection of an IPv6 socket as well")
    void dualStack() {
        entries.connection("[::ffff:127.0.0.1]:8080", "[::ffff:127.0.0.1]:80");
        assertThat(helper.SetTcpEntry(row("127.0.0.1:8080", "127.0.0.1:80", DELETE_TCB)))
                .isZero();
        assertThat(entries.table).isEmpty();
    }

    @Test
    @DisplayName("T7 Over IPv6, the scope of a link-local end is the interface, any other scope is nothing")
    void scopes() {
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "[fe80::1]:8080", "[fe80::2]:80", ETH0);
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "[fe80::1]:8080", "[fe80::2]:80", ETH0 + 1);
        entries.connection("[2001:db8::1]:8080", "[2001:db8::2]:80");
        assertThat(helper.SetTcp6Entry(row6("[fe80::1]:8080", "[fe80::2]:80", DELETE_TCB, ETH0)))
                .isZero();
        assertThat(entries.asked.getLast().interfaceIndex()).isEqualTo(ETH0);
        assertThat(helper.SetTcp6Entry(row6("[fe80::1]:8080", "[fe80::2]:80", DELETE_TCB, ETH0)))
                .isEqualTo(317);
        assertThat(helper.SetTcp6Entry(row6("[2001:db8::1]:8080", "[2001:db8::2]:80", DELETE_TCB, ETH0)))
                .isZero();
        assertThat(entries.asked.getLast().interfaceIndex()).isZero();
        assertThat(entries.table).hasSize(1);
    }

    @Test
    @DisplayName("A connection that is bound to an interface is found by its row, unless the row could mean two")
    void boundToAnInterface() {
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "10.0.0.1:8080", "10.0.0.2:80", ETH0);
        entries.connection("10.0.0.3:8080", "10.0.0.2:80");
        assertThat(helper.SetTcpEntry(row("10.0.0.1:8080", "10.0.0.2:80", DELETE_TCB)))
                .isZero();
        assertThat(entries.asked.getLast().cookie()).hasValue(100);
        assertThat(entries.table).hasSize(1);
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "10.0.0.1:8080", "10.0.0.2:80", ETH0);
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "10.0.0.1:8080", "10.0.0.2:80", ETH0 + 1);
        assertThat(helper.SetTcpEntry(row("10.0.0.1:8080", "10.0.0.2:80", DELETE_TCB)))
                .isEqualTo(317);
        assertThat(entries.table).hasSize(3);
    }

    @Test
    @DisplayName("A listing that breaks off tells neither that there is no such connection nor that there is one: 1117")
    void brokenListing() {
        entries.breakOff = new Outcome.Refused<>(Code.ERROR_IO_DEVICE, "the kernel broke off");
        assertThat(helper.SetTcpEntry(row("10.0.0.1:8080", "10.0.0.2:80", DELETE_TCB)))
                .isEqualTo(1117);
        entries.add(Protocol.TCP, EntryState.ESTABLISHED, "10.0.0.1:8080", "10.0.0.2:80", ETH0);
        assertThat(helper.SetTcpEntry(row("10.0.0.1:8080", "10.0.0.2:80", DELETE_TCB)))
                .isEqualTo(1117);
        assertThat(helper.explain()).contains("the kernel broke off");
        assertThat(entries.table).hasSize(1);
    }

    @Test
    @DisplayName("T12 What the kernel cannot close, such as a path of an MPTCP connection: 50 and why")
    void mptcp() {
        entries.refusal = new Outcome.Refused<>(Code.ERROR_NOT_SUPPORTED, "a path of an MPTCP connection");
        assertThat(helper.SetTcpEntry(row("127.0.0.1:1", "127.0.0.1:2", DELETE_TCB)))
                .isEqualTo(50);
        assertThat(helper.explain()).contains("ERROR_NOT_SUPPORTED (50)", "MPTCP");
    }

    @Test
    @DisplayName("A kernel that failed, or does not tell whether it has IPv4, is a code: 1117")
    void failing() {
        try (IpHelper blind = new IpHelper(new BrokenPorts(), entries, new Transport() {
            @Override
            public boolean isConfigured(Family family) throws IOException {
                throw new IOException("/proc is not there");
            }

            @Override
            public Map<String, Long> tcpCounters() {
                return Map.of();
            }
        })) {
            assertThat(blind.SetTcpEntry(row("127.0.0.1:1", "127.0.0.1:2", DELETE_TCB)))
                    .isEqualTo(1117);
            assertThat(blind.explain()).contains("ERROR_IO_DEVICE (1117)", "/proc is not there");
        }
        entries.refusal = new Outcome.Refused<>(Code.ERROR_IO_DEVICE, "the kernel broke off");
        assertThat(helper.SetTcpEntry(row("127.0.0.1:1", "127.0.0.1:2", DELETE_TCB)))
                .isEqualTo(1117);
    }

    private static MIB_TCPROW row(String local, String remote, int state) {
        Endpoint here = ScriptedEntries.end(local);
        Endpoint there = ScriptedEntries.end(remote);
        return new MIB_TCPROW(
                state,
                Integer.reverseBytes((int) here.address().low()),
                IpHelper.htons(here.port()),
                Integer.reverseBytes((int) there.address().low()),
                IpHelper.htons(there.port()));
    }

    private static MIB_TCP6ROW row6(String local, String remote, int state, int scope) {
        Endpoint here = ScriptedEntries.end(local);
        Endpoint there = ScriptedEntries.end(remote);
        return new MIB_TCP6ROW(
                state,
                new IN6_ADDR(here.address().high(), here.address().low()),
                Integer.reverseBytes(scope),
                IpHelper.htons(here.port()),
                new IN6_ADDR(there.address().high(), there.address().low()),
                Integer.reverseBytes(scope),
                IpHelper.htons(there.port()));
    }
}
