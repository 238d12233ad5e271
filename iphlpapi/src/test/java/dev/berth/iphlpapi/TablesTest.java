package dev.berth.iphlpapi;

import static dev.berth.iphlpapi.TCP_TABLE_CLASS.TCP_TABLE_BASIC_ALL;
import static dev.berth.iphlpapi.TCP_TABLE_CLASS.TCP_TABLE_OWNER_PID_ALL;
import static dev.berth.iphlpapi.UDP_TABLE_CLASS.UDP_TABLE_OWNER_PID;
import static dev.berth.iphlpapi.WinSock2.AF_INET;
import static dev.berth.iphlpapi.WinSock2.AF_INET6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.EntryState;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The conventions that all functions of tables share: buffers, sizes and parameters. */
class TablesTest {
    private final ScriptedEntries entries = new ScriptedEntries();
    private final IpHelper helper = new IpHelper(new BrokenPorts(), entries);

    /** A function that hands out a table, called with what they all have. */
    interface Function {
        int call(IpHelper helper, @Nullable ByteBuffer buffer, int @Nullable [] size);
    }

    record Case(String name, int rowSize, Function function) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> functions() {
        return Stream.of(
                new Case("GetTcpTable", 20, (h, b, s) -> h.GetTcpTable(b, s, true)),
                new Case("GetTcpTable2", 28, (h, b, s) -> h.GetTcpTable2(b, s, true)),
                new Case("GetTcp6Table", 52, (h, b, s) -> h.GetTcp6Table(b, s, true)),
                tcp(20, AF_INET, TCP_TABLE_BASIC_ALL),
                tcp(24, AF_INET, TCP_TABLE_OWNER_PID_ALL),
                tcp(56, AF_INET6, TCP_TABLE_OWNER_PID_ALL),
                udp(8, AF_INET, UDP_TABLE_CLASS.UDP_TABLE_BASIC),
                udp(12, AF_INET, UDP_TABLE_OWNER_PID),
                udp(24, AF_INET6, UDP_TABLE_CLASS.UDP_TABLE_BASIC),
                udp(28, AF_INET6, UDP_TABLE_OWNER_PID));
    }

    @ParameterizedTest
    @MethodSource("functions")
    @DisplayName("T8 No buffer, or one too small: 122 and the size that it takes, nothing written")
    void tooSmall(Case of) {
        twoOfEach();
        int needed = 4 + 2 * of.rowSize();
        int[] size = {4096};
        assertThat(of.function().call(helper, null, size)).isEqualTo(122);
        assertThat(size).containsExactly(needed);
        assertThat(helper.explain())
                .startsWith(of.name().split(" ", 2)[0] + ": ERROR_INSUFFICIENT_BUFFER (122): ")
                .contains("2 rows take " + needed + " bytes, and there is no buffer");
        ByteBuffer buffer = ByteBuffer.allocate(needed);
        size[0] = needed - 1;
        assertThat(of.function().call(helper, buffer, size)).isEqualTo(122);
        assertThat(size).containsExactly(needed);
        assertThat(of.function().call(helper, ByteBuffer.allocate(needed - 1), size))
                .isEqualTo(122);
        assertThat(buffer).isEqualTo(ByteBuffer.allocate(needed));
        assertThat(of.function().call(helper, buffer, size)).isZero();
        assertThat(size).containsExactly(needed);
        assertThat(helper.explain())
                .startsWith(of.name().split(" ", 2)[0] + ": NO_ERROR (0): ")
                .endsWith("2 rows take " + needed + " bytes; a warning");
        assertThat(buffer.order(ByteOrder.LITTLE_ENDIAN).getInt(0)).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("functions")
    @DisplayName("T8 A table that has grown meanwhile: 122 again, never a part of it")
    void grown(Case of) {
        twoOfEach();
        int[] size = {0};
        of.function().call(helper, null, size);
        ByteBuffer buffer = ByteBuffer.allocate(size[0]);
        twoOfEach();
        assertThat(of.function().call(helper, buffer, size)).isEqualTo(122);
        assertThat(size).containsExactly(4 + 4 * of.rowSize());
        assertThat(buffer).isEqualTo(ByteBuffer.allocate(4 + 2 * of.rowSize()));
    }

    @ParameterizedTest
    @MethodSource("functions")
    @DisplayName("T8 An empty table takes the four bytes of its number; more room than that is left alone")
    void empty(Case of) {
        int[] size = {0};
        assertThat(of.function().call(helper, null, size)).isEqualTo(122);
        assertThat(size).containsExactly(4);
        ByteBuffer buffer = ByteBuffer.allocate(100);
        for (int i = 0; i < 100; i++) {
            buffer.put(i, (byte) 7);
        }
        buffer.position(90);
        size[0] = -1; // unsigned, as in C
        assertThat(of.function().call(helper, buffer, size)).isZero();
        assertThat(buffer.position()).isEqualTo(90);
        assertThat(buffer.getInt(90)).isZero();
        assertThat(buffer.get(89)).isEqualTo((byte) 7);
        assertThat(buffer.get(94)).isEqualTo((byte) 7);
    }

    @ParameterizedTest
    @MethodSource("functions")
    @DisplayName("T9 No array of one element for the size, or a buffer that cannot be written: 87, and nobody is asked")
    void unsoundSize(Case of) {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        assertThat(of.function().call(helper, buffer, null)).isEqualTo(87);
        assertThat(of.function().call(helper, null, null)).isEqualTo(87);
        assertThat(of.function().call(helper, buffer, new int[0])).isEqualTo(87);
        assertThat(of.function().call(helper, buffer.asReadOnlyBuffer(), new int[] {4096}))
                .isEqualTo(87);
        assertThat(helper.explain()).contains("ERROR_INVALID_PARAMETER (87)", "cannot be written");
        assertThat(entries.queries).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {".*MODULE.*"},
            mode = EnumSource.Mode.MATCH_ALL)
    @DisplayName("T9 The classes of TCP with modules of owners: 87")
    void modulesOfTcp(TCP_TABLE_CLASS tableClass) {
        int[] size = {0};
        assertThat(helper.GetExtendedTcpTable(null, size, true, AF_INET, tableClass, 0))
                .isEqualTo(87);
        assertThat(helper.GetExtendedTcpTable(null, size, true, AF_INET6, tableClass, 0))
                .isEqualTo(87);
        assertThat(helper.explain()).contains(tableClass.name());
        assertThat(size).containsExactly(0);
    }

    @Test
    @DisplayName("T9 An unsupported class, no class, a family that is none, a reserved parameter: 87")
    void unsoundParameters() {
        int[] size = {0};
        var udpModules = UDP_TABLE_CLASS.UDP_TABLE_OWNER_MODULE;
        assertThat(helper.GetExtendedUdpTable(null, size, true, AF_INET, udpModules, 0))
                .isEqualTo(87);
        assertThat(helper.GetExtendedUdpTable(null, size, true, AF_INET, null, 0))
                .isEqualTo(87);
        assertThat(helper.GetExtendedTcpTable(null, size, true, AF_INET, null, 0))
                .isEqualTo(87);
        for (int family : new int[] {0, 1, 10, -1}) { // 10 is AF_INET6 on Linux
            assertThat(helper.GetExtendedTcpTable(null, size, true, family, TCP_TABLE_OWNER_PID_ALL, 0))
                    .isEqualTo(87);
            assertThat(helper.GetExtendedUdpTable(null, size, true, family, UDP_TABLE_OWNER_PID, 0))
                    .isEqualTo(87);
        }
        assertThat(helper.explain()).contains("ulAf is -1");
        assertThat(helper.GetExtendedTcpTable(null, size, true, AF_INET, TCP_TABLE_BASIC_ALL, 1))
                .isEqualTo(87);
        assertThat(helper.GetExtendedUdpTable(null, size, true, AF_INET, UDP_TABLE_OWNER_PID, 1))
                .isEqualTo(87);
        assertThat(size).containsExactly(0);
        assertThat(entries.queries).isEmpty();
    }

    @Test
    @DisplayName("GetExtendedTcpTable has no basic classes over IPv6: 50, as documented")
    void basicOverIpv6() {
        for (var tableClass : List.of(
                TCP_TABLE_CLASS.TCP_TABLE_BASIC_LISTENER,
                TCP_TABLE_CLASS.TCP_TABLE_BASIC_CONNECTIONS,
                TCP_TABLE_BASIC_ALL)) {
            assertThat(helper.GetExtendedTcpTable(null, new int[1], true, AF_INET6, tableClass, 0))
                    .isEqualTo(50);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    @DisplayName("A listing that fails midway is a code, and no part of it is handed out")
    void failing(Case of) {
        twoOfEach();
        entries.refusal = new Outcome.Refused<>(Code.ERROR_IO_DEVICE, "the kernel broke off");
        int[] size = {4096};
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        assertThat(of.function().call(helper, buffer, size)).isEqualTo(1117);
        assertThat(helper.explain()).contains("ERROR_IO_DEVICE (1117)", "the kernel broke off");
        assertThat(size).containsExactly(4096);
        assertThat(buffer).isEqualTo(ByteBuffer.allocate(4096));
    }

    @ParameterizedTest
    @MethodSource("functions")
    @DisplayName("Made of ports alone, the functions of tables answer 50; a bug is a code as well")
    void without(Case of) {
        try (IpHelper portsAlone = new IpHelper(new BrokenPorts())) {
            assertThat(of.function().call(portsAlone, null, new int[1])).isEqualTo(50);
            assertThat(portsAlone.explain()).contains("without entries");
        }
        entries.table.add(null); // whoever looks at it throws
        assertThat(of.function().call(helper, null, new int[1])).isEqualTo(1117);
        assertThat(helper.explain()).contains("NullPointerException");
    }

    private void twoOfEach() {
        int port = 1000 + entries.table.size();
        for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
            for (String address : List.of("127.0.0.1", "[::1]")) {
                for (int i = 0; i < 2; i++) {
                    entries.add(protocol, EntryState.ESTABLISHED, address + ":" + (port + i), address + ":9", 0);
                }
            }
        }
    }

    private static Case tcp(int rowSize, int family, TCP_TABLE_CLASS tableClass) {
        return new Case(
                "GetExtendedTcpTable " + family + " " + tableClass,
                rowSize,
                (h, b, s) -> h.GetExtendedTcpTable(b, s, true, family, tableClass, 0));
    }

    private static Case udp(int rowSize, int family, UDP_TABLE_CLASS tableClass) {
        return new Case(
                "GetExtendedUdpTable " + family + " " + tableClass,
                rowSize,
                (h, b, s) -> h.GetExtendedUdpTable(b, s, true, family, tableClass, 0));
    }
}
