package dev.berth.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    private static final int MANY = 20_000;

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "127.0.0.1, 127.0.0.1",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", // of two longest runs the first
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", // the longest, wherever it is
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // one zero is not shortened
        "fe80:0:0:0:0:0:0:0, fe80::",
        "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
        "2001:DB8::A, 2001:db8::a",
        "::ffff:10.0.0.1, ::ffff:10.0.0.1",
        "::ffff:a00:1, ::ffff:10.0.0.1",
    })
    void textIsShortestAndLowerCase(String literal, String shortest) {
        assertThat(IpAddress.parse(literal)).hasToString(shortest);
    }

    @Test
    void whatIsPrintedIsReadBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < MANY; i++) {
            IpAddress address = random(random);
            assertThat(IpAddress.parse(address.toString())).as("seed %d", seed).isEqualTo(address);
        }
    }

    @Test
    void theJdkMeansTheSameAddress() throws UnknownHostException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < MANY; i++) {
            IpAddress address = random(random);
            InetAddress jdk = address.toInetAddress();
            assertThat(IpAddress.of(jdk)).as("seed %d", seed).isEqualTo(address.unmapped());
            assertThat(InetAddress.getByName(address.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(jdk);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "1.2.3",
                "1.2.3.256",
                "1.2.3.4.5",
                "12345",
                ":::",
                "1::2::3",
                "::g",
                "[::1]",
                "fe80::1%eth0",
                "a.b.c.d",
                "1.2.3.a",
                "1.2.3.",
                "1.2.3.04",
                "1.2.3.+4",
                "1.2.3.9999999999",
                "\u0661.2.3.4",
                "::\u0661",
                "cafe",
                "1:2:3",
                ".1:2:3",
                ".::1",
                " ::1"
            })
    void whatIsNoLiteralIsNamedAndNobodyIsAsked(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no IP address");
    }

    /** Whoever asks for a name that begins with a dot gets an answer, be it that there is none. */
    @Test
    void aDotAtTheBeginningIsSeenBeforeTheJdkTakesItForAName() {
        assertThatThrownBy(() -> IpAddress.parse(".::1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause();
    }

    @Test
    void mappedAddressesKnowTheirIpv4Form() {
        IpAddress mapped = IpAddress.parse("::ffff:192.0.2.1");

        assertThat(mapped.isMapped()).isTrue();
        assertThat(mapped.family()).isEqualTo(IpAddress.Family.IPV6);
        assertThat(mapped.unmapped()).isEqualTo(IpAddress.parse("192.0.2.1"));
        assertThat(IpAddress.parse("192.0.2.1").isMapped()).isFalse();
        assertThat(IpAddress.parse("::fffe:192.0.2.1").isMapped()).isFalse();
        assertThat(IpAddress.parse("1::ffff:c000:201").isMapped()).isFalse();
        assertThat(IpAddress.ANY_IPV6.unmapped()).isSameAs(IpAddress.ANY_IPV6);
    }

    @Test
    void allAddressesOfAFamily() {
        assertThat(IpAddress.parse("0.0.0.0").isAny()).isTrue();
        assertThat(IpAddress.parse("::").isAny()).isTrue();
        assertThat(IpAddress.parse("::ffff:0.0.0.0").isAny()).isFalse();
        assertThat(IpAddress.parse("0.0.0.1").isAny()).isFalse();
        assertThat(IpAddress.ANY_IPV4).isNotEqualTo(IpAddress.ANY_IPV6);
        assertThat(IpAddress.ANY_IPV4.bits()).isEqualTo(32);
        assertThat(IpAddress.ANY_IPV6.bits()).isEqualTo(128);
    }

    @Test
    void anIpv4AddressHas32Bits() {
        assertThatThrownBy(() -> new IpAddress(IpAddress.Family.IPV4, 0, 1L << 32))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IpAddress(IpAddress.Family.IPV4, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endpointsShowWhereTheAddressEnds() {
        assertThat(new Endpoint(IpAddress.parse("10.0.0.1"), 80)).hasToString("10.0.0.1:80");
        assertThat(new Endpoint(IpAddress.parse("::1"), 80)).hasToString("[::1]:80");
        assertThat(new Endpoint(IpAddress.ANY_IPV4, 0)).hasToString("0.0.0.0:*");
    }

    /** IPv4, mapped, and IPv6 with many zeros. */
    private static IpAddress random(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> IpAddress.ipv4(random.nextInt());
            case 1 -> IpAddress.ipv6(0, (0xFFFFL << 32) | Integer.toUnsignedLong(random.nextInt()));
            default -> IpAddress.ipv6(sparse(random), sparse(random));
        };
    }

    private static long sparse(Random random) {
        long bits = 0;
        for (int group = 0; group < 4; group++) {
            bits = (bits << 16) | (random.nextBoolean() ? 0 : random.nextInt(0x10000));
        }
        return bits;
    }
}
