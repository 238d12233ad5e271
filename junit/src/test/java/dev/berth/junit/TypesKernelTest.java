package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import org.junit.jupiter.api.Test;

/** What is asked for is what is given: how many, where, for which protocol, and in which type. */
class TypesKernelTest {
    static class Types {
        @Test
        void block(@ReservedPorts(count = 4) PortBlock block) {
            assertThat(block.count()).isEqualTo(4);
            for (int i = 0; i < 4; i++) {
                assertThat(block.port(i)).matches(Stranger::isKeptOut);
            }
        }

        @Test
        void numbers(@ReservedPorts(count = 3) int[] ports) {
            assertThat(ports).containsExactly(ports[0], ports[0] + 1, ports[0] + 2);
            assertThat(ports[2]).matches(Stranger::isKeptOut);
        }

        @Test
        void reservation(@ReservedPort AcquiredBlock one, @ReservedPorts(count = 2) AcquiredBlock two) {
            assertThat(one.block().count()).isOne();
            assertThat(two.block().count()).isEqualTo(2);
            assertThat(one.isEnforced() || two.isEnforced()).isFalse(); // no berthd answers these tests
            one.close(); // who likes may end it early
            assertThat(one.port(0)).matches(port -> !Stranger.isKeptOut(port));
        }

        @Test
        void oneOfThree(@ReservedPorts(count = 1, from = 31_001, to = 31_003) PortBlock block) {
            assertThat(block.start()).isBetween(31_001, 31_003);
        }

        @Test
        void theOnlyOne(@ReservedPorts(count = 3, from = 31_011, to = 31_013) int[] ports) {
            assertThat(ports).containsExactly(31_011, 31_012, 31_013);
        }

        @Test
        void upward(@ReservedPort(from = 65_000) int port) {
            assertThat(port).isBetween(65_000, 65_535);
        }

        @Test
        void downward(@ReservedPort(to = 1_100) int port) {
            assertThat(port).isBetween(1_024, 1_100);
        }
    }

    @Test
    void typesAndRanges() {
        Fixture.of(Types.class).succeed(7);
    }

    static class Protocols {
        @Test
        void udp(@ReservedPort(protocol = Protocol.UDP) AcquiredBlock reservation) {
            assertThat(reservation.protocol()).isEqualTo(Protocol.UDP);
            assertThat(Stranger.isKeptOut(Protocol.UDP, reservation.port(0))).isTrue();
            assertThat(Stranger.isKeptOut(Protocol.TCP, reservation.port(0))).isFalse();
        }

        @Test
        void both(@ReservedPorts(count = 2, protocol = Protocol.TCP_UDP) int[] ports) {
            for (int port : ports) {
                assertThat(Stranger.isKeptOut(Protocol.UDP, port)).isTrue();
                assertThat(Stranger.isKeptOut(Protocol.TCP, port)).isTrue();
            }
        }

        @Test
        void tcpIsUsual(@ReservedPort AcquiredBlock one, @ReservedPorts(count = 2) AcquiredBlock two) {
            assertThat(one.protocol()).isEqualTo(Protocol.TCP);
            assertThat(two.protocol()).isEqualTo(Protocol.TCP);
        }
    }

    @Test
    void protocols() {
        Fixture.of(Protocols.class).succeed(3);
    }
}
