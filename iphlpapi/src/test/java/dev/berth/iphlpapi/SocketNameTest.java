package dev.berth.iphlpapi;

import static dev.berth.iphlpapi.IpHelper.htons;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Windows calls a socket and its address, and what Linux does. */
class SocketNameTest {
    private static final SocketType TCP4 = SocketType.of(2, 1, 6).orElseThrow();
    private static final SocketType UDP6 = SocketType.of(23, 2, 17).orElseThrow();

    @Test
    void anIpv4AddressIsTheSameBytes() {
        var name = new SOCKADDR_IN((short) 2, htons(5000), 0x0100_007F);
        assertThat(linux(name, TCP4)).isEqualTo(family(2) + "1388" + "7f000001" + "0000000000000000");
        assertThat(SocketName.ofLinux(SocketName.toLinux(name, TCP4), TCP4)).isEqualTo(name);
    }

    @Test
    void anIpv6AddressHasAnotherNumberOfItsFamily() {
        var name = new SOCKADDR_IN6((short) 23, htons(5000), 0x0400_0000, new IN6_ADDR(0xfe80L << 48, 2), 7);
        assertThat(linux(name, UDP6))
                .isEqualTo(family(10) + "1388" + "00000004" + "fe80000000000000" + "0000000000000002" + "07000000");
        assertThat(SocketName.ofLinux(SocketName.toLinux(name, UDP6), UDP6)).isEqualTo(name);
        assertThat(SocketName.port(name)).isEqualTo(htons(5000));
        assertThat(SocketName.isOf(UDP6, name)).isTrue();
        assertThat(SocketName.isOf(TCP4, name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 6, 2, TCP",
        "2, 1, 0, 2, TCP",
        "2, 1, 262, 2, TCP",
        "23, 1, 6, 10, TCP",
        "2, 2, 17, 2, UDP",
        "23, 2, 0, 10, UDP"
    })
    void tcpAndUdpOverBothFamilies(int family, int type, int protocol, int linuxFamily, Protocol pool) {
        SocketType known = SocketType.of(family, type, protocol).orElseThrow();
        assertThat(known).isEqualTo(new SocketType(family, type, protocol, pool));
        assertThat(known.linuxFamily()).isEqualTo(linuxFamily);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 1, 6",
        "1, 1, 0",
        "0, 1, 6",
        "2, 3, 17",
        "2, 1, 17",
        "2, 2, 6",
        "2, 2, 262",
        "2, 2, 136",
        "23, 0, 0"
    })
    void nothingElse(int family, int type, int protocol) {
        assertThat(SocketType.of(family, type, protocol)).isEqualTo(Optional.empty());
    }

    private static String linux(SOCKADDR name, SocketType type) {
        return HexFormat.of().formatHex(SocketName.toLinux(name, type));
    }

    private static String family(int number) {
        String low = HexFormat.of().toHexDigits((byte) number);
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? low + "00" : "00" + low;
    }
}
