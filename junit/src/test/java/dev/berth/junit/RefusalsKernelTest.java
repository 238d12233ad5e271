package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Protocol;
import dev.berth.client.Mode;
import dev.berth.client.ProcessPorts;
import org.junit.jupiter.api.Test;

/** A test that cannot have its ports fails, and says why; how firmly they have to be held is up to the run. */
class RefusalsKernelTest {
    private static final int TAKEN = 31_999;

    static class Parameter {
        @Test
        void test(@ReservedPort int port) {}
    }

    static class Static {
        @ReservedPort
        static int field;

        @Test
        void test() {}
    }

    static class Instance {
        @ReservedPort(scope = Scope.RUN)
        int field;

        @Test
        void test() {}
    }

    static class Closed {
        @Test
        void test(@ClosedPort int port) {}
    }

    static class Exactly {
        @Test
        void test(@ReservedPort(from = TAKEN, to = TAKEN) int port) {}
    }

    static class Uncertain {
        @Test
        void test(@ReservedPort AcquiredBlock reservation) {
            assertThat(reservation.isEnforced()).isFalse();
        }
    }

    @Test
    void enforcedWithoutBerthd() {
        assertThat(Fixture.of(Parameter.class).with("berth.mode", "enforced").failure())
                .contains("@ReservedPort on parameter port of " + Parameter.class.getName()
                        + ".test(int): WSAENETDOWN (10050), ")
                .contains(System.getenv("BERTH_SOCKET"))
                .endsWith("; or let ports be cooperative with mode auto");
        assertThat(Fixture.of(Static.class).with("berth.mode", "Enforced").failure())
                .startsWith(
                        "@ReservedPort on static field " + Static.class.getName() + ".field: WSAENETDOWN (10050), ");
        assertThat(Fixture.of(Instance.class).with("berth.mode", "enforced").failure())
                .startsWith("@ReservedPort on field " + Instance.class.getName() + ".field: WSAENETDOWN (10050), ");
    }

    @Test
    void aClosedPortNeedsNoBerthdInAnyMode() {
        Fixture.of(Closed.class).with("berth.mode", "enforced").succeed(1);
        Fixture.of(Closed.class).with("berth.mode", "what").succeed(1);
    }

    @Test
    void otherwiseCooperative() {
        Fixture.of(Uncertain.class).with("berth.mode", "auto").succeed(1);
        Fixture.of(Uncertain.class).succeed(1);
    }

    @Test
    void aWordThatIsNoMode() {
        assertThat(Fixture.of(Parameter.class).with("berth.mode", "firm").failure())
                .endsWith(": berth.mode is 'firm', which is no mode: say auto, enforced or cooperative");
    }

    @Test
    void aPortThatSomebodyElseHas() {
        try (ProcessPorts other = ProcessPorts.ofThisMachine(Mode.COOPERATIVE);
                AcquiredBlock taken = other.acquire(
                                AcquireRequest.of(Protocol.TCP, 1).startingAt(TAKEN))
                        .orElseThrow()) {
            assertThat(taken.port(0)).isEqualTo(TAKEN);
            assertThat(Fixture.of(Exactly.class).failure())
                    .contains("@ReservedPort on parameter port of " + Exactly.class.getName()
                            + ".test(int): WSAENOBUFS (10055), acquire 1 tcp port within 31999: ");
        }
        Fixture.of(Exactly.class).succeed(1);
    }
}
