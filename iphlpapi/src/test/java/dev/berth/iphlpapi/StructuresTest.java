package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Structures as bytes, each byte as a C program on Windows has it in memory. */
class StructuresTest {
    private static final short PORT_5000 = (short) 34_835;

    @Test
    void theStartPortIsInNetworkOrderAndTheCountInHostOrder() {
        assertThat(hex(new INET_PORT_RANGE(PORT_5000, (short) 20))).isEqualTo("13881400");
        assertThat(hex(new INET_PORT_RESERVATION(PORT_5000, (short) 20))).isEqualTo("13881400");
        assertThat(INET_PORT_RANGE.read(bytes("13881400"), 0)).isEqualTo(new INET_PORT_RANGE(PORT_5000, (short) 20));
        assertThat(INET_PORT_RESERVATION.read(bytes("ff13881400"), 1))
                .isEqualTo(new INET_PORT_RESERVATION(PORT_5000, (short) 20));
    }

    @Test
    void aTokenIsInHostOrder() {
        var token = new INET_PORT_RESERVATION_TOKEN(0x0102_0304_0506_0708L);
        assertThat(hex(token)).isEqualTo("0807060504030201");
        assertThat(INET_PORT_RESERVATION_TOKEN.read(bytes("0807060504030201"), 0))
                .isEqualTo(token);
    }

    @Test
    void theTokenOfAnInstanceFollowsFourBytesThatAreLeftAlone() {
        var instance = new INET_PORT_RESERVATION_INSTANCE(PORT_5000, (short) 20, 0xFE);
        ByteBuffer bytes = bytes("ffffffffffffffffffffffffffffffffff");
        instance.write(bytes, 1);
        assertThat(hex(bytes)).isEqualTo("ff13881400fffffffffe00000000000000");
        assertThat(INET_PORT_RESERVATION_INSTANCE.read(bytes, 1)).isEqualTo(instance);
    }

    @Test
    void addressesOfSockets() {
        var four = new SOCKADDR_IN((short) 2, PORT_5000, 0x0100_007F);
        assertThat(hex(four)).isEqualTo("0200" + "1388" + "7f000001" + "0000000000000000");
        assertThat(SOCKADDR_IN.read(four.write(), 0)).isEqualTo(four);
        var six = new SOCKADDR_IN6((short) 23, PORT_5000, 0x0400_0000, new IN6_ADDR(0xfe80L << 48, 2), 7);
        assertThat(hex(six)).isEqualTo("1700" + "1388" + "00000004" + "fe800000000000000000000000000002" + "07000000");
        assertThat(SOCKADDR_IN6.read(six.write(), 0)).isEqualTo(six);
    }

    @Test
    void rowsOfTcp() {
        var row = new MIB_TCPROW(12, 0x0100_007F, 0x9000_901F, 0x0200_000A, 0x0000_5000);
        assertThat(hex(row)).isEqualTo("0c000000" + "7f000001" + "1f900090" + "0a000002" + "00500000");
        assertThat(MIB_TCPROW.read(row.write(), 0)).isEqualTo(row);
        var owned = new MIB_TCPROW_OWNER_PID(12, 0x0100_007F, 0x901F, 0x0200_000A, 0x5000, 4_121);
        assertThat(hex(owned)).isEqualTo("0c000000" + "7f000001" + "1f900000" + "0a000002" + "00500000" + "19100000");
        assertThat(MIB_TCPROW_OWNER_PID.read(owned.write(), 0)).isEqualTo(owned);
        var offloaded = new MIB_TCPROW2(12, 0x0100_007F, 0x901F, 0x0200_000A, 0x5000, 4_121, 3);
        assertThat(hex(offloaded)).isEqualTo(hex(owned) + "03000000");
        assertThat(MIB_TCPROW2.read(offloaded.write(), 0)).isEqualTo(offloaded);
    }

    @Test
    void rowsOfTcpOverIpv6HaveTheStateAtDifferentEnds() throws Exception {
        IN6_ADDR local = IN6_ADDR.of((Inet6Address) InetAddress.getByName("2001:db8::1"));
        IN6_ADDR remote = IN6_ADDR.of((Inet6Address) InetAddress.getByName("fe80::2"));
        String addresses = "20010db8000000000000000000000001" + "00000000" + "1f900000"
                + "fe800000000000000000000000000002" + "07000000" + "00500000";
        var row = new MIB_TCP6ROW(2, local, 0, 0x901F, remote, 7, 0x5000);
        assertThat(hex(row)).isEqualTo("02000000" + addresses);
        assertThat(MIB_TCP6ROW.read(row.write(), 0)).isEqualTo(row);
        var owned = new MIB_TCP6ROW_OWNER_PID(local, 0, 0x901F, remote, 7, 0x5000, 2, 4_121);
        assertThat(hex(owned)).isEqualTo(addresses + "02000000" + "19100000");
        assertThat(MIB_TCP6ROW_OWNER_PID.read(owned.write(), 0)).isEqualTo(owned);
        assertThat(owned.ucRemoteAddr().toInetAddress()).isEqualTo(InetAddress.getByName("fe80::2"));
    }

    @Test
    void rowsOfUdp() {
        var row = new MIB_UDPROW(0x0100_007F, 0x901F);
        assertThat(hex(row)).isEqualTo("7f000001" + "1f900000");
        assertThat(MIB_UDPROW.read(row.write(), 0)).isEqualTo(row);
        var owned = new MIB_UDPROW_OWNER_PID(0x0100_007F, 0x901F, 4_121);
        assertThat(hex(owned)).isEqualTo(hex(row) + "19100000");
        assertThat(MIB_UDPROW_OWNER_PID.read(owned.write(), 0)).isEqualTo(owned);
        var row6 = new MIB_UDP6ROW(new IN6_ADDR(0, 1), 7, 0x901F);
        assertThat(hex(row6)).isEqualTo("00000000000000000000000000000001" + "07000000" + "1f900000");
        assertThat(MIB_UDP6ROW.read(row6.write(), 0)).isEqualTo(row6);
        var owned6 = new MIB_UDP6ROW_OWNER_PID(new IN6_ADDR(0, 1), 7, 0x901F, 4_121);
        assertThat(hex(owned6)).isEqualTo(hex(row6) + "19100000");
        assertThat(MIB_UDP6ROW_OWNER_PID.read(owned6.write(), 0)).isEqualTo(owned6);
    }

    @Test
    void theCountersOfTcp() {
        var counters = new MIB_TCPSTATS(1, 2, 3, -1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        assertThat(hex(counters))
                .isEqualTo("010000000200000003000000ffffffff05000000060000000700000008000000"
                        + "090000000a0000000b0000000c0000000d0000000e0000000f000000");
        assertThat(MIB_TCPSTATS.read(counters.write(), 0)).isEqualTo(counters);
    }

    @Test
    void aTableIsItsNumberAndItsRows() {
        var one = new MIB_UDPROW(0x0100_007F, 0x901F);
        var other = new MIB_UDPROW(0x0200_007F, 0x911F);
        var table = new MIB_UDPTABLE(List.of(one, other));
        assertThat(hex(table)).isEqualTo("02000000" + hex(one) + hex(other));
        assertThat(MIB_UDPTABLE.read(bytes("ffff" + hex(table) + "ff"), 2)).isEqualTo(table);
        assertThat(table.dwNumEntries()).isEqualTo(2);
        assertThat(hex(new MIB_TCP6TABLE(List.of()))).isEqualTo("00000000");
        assertThat(MIB_TCP6TABLE.read(bytes("00000000"), 0).table()).isEmpty();
    }

    @Test
    void aTableThatSaysItHasMoreThanThereIsIsNotRead() {
        for (String number : List.of("03000000", "ffffffff", "ffffff7f")) {
            ByteBuffer bytes = bytes(number + "7f0000011f900000" + "7f0000021f910000" + "00000000000000");
            assertThatThrownBy(() -> MIB_UDPTABLE.read(bytes, 0))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("rows do not fit");
        }
        assertThatThrownBy(() -> MIB_UDPTABLE.read(bytes("010000"), 0)).isInstanceOf(IndexOutOfBoundsException.class);
        ByteBuffer small = ByteBuffer.allocate(11);
        var table = new MIB_UDPTABLE(List.of(new MIB_UDPROW(-1, -1)));
        assertThatThrownBy(() -> table.write(small, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(hex(small)).isEqualTo("00".repeat(11));
    }

    @Test
    void theBuffersOwnOrderAndPositionDoNotMatter() {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.BIG_ENDIAN).position(5);
        new MIB_UDPROW(0x0100_007F, 0x901F).write(bytes, 4);
        assertThat(hex(bytes)).isEqualTo("00000000" + "7f000001" + "1f900000");
        assertThat(MIB_UDPROW.read(bytes, 4)).isEqualTo(new MIB_UDPROW(0x0100_007F, 0x901F));
        assertThat(bytes.position()).isEqualTo(5);
        assertThat(bytes.order()).isEqualTo(ByteOrder.BIG_ENDIAN);
    }

    @Test
    void whatDoesNotFitIsNotWrittenInPart() {
        ByteBuffer bytes = ByteBuffer.allocate(19);
        var row = new MIB_TCPROW(-1, -1, -1, -1, -1);
        assertThatThrownBy(() -> row.write(bytes, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(hex(bytes)).isEqualTo("00".repeat(19));
        assertThatThrownBy(() -> MIB_TCPROW.read(bytes, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static String hex(Structure structure) {
        assertThat(structure.write().capacity()).isEqualTo(structure.sizeof());
        return hex(structure.write());
    }

    private static String hex(ByteBuffer bytes) {
        byte[] all = new byte[bytes.capacity()];
        bytes.get(0, all);
        return HexFormat.of().formatHex(all);
    }
}
