package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is asked for ports, and what is made of the answer. */
class ProcessPortsTest {
    private static final AcquireRequest TWO = AcquireRequest.of(Protocol.TCP, 2);

    private final FewPorts berthd = FewPorts.enforced(PortBlock.between(20_000, 20_003));
    private final FewPorts cooperative = FewPorts.cooperative(PortBlock.between(10_000, 10_003));

    @Test
    void berthdIsAskedFirst() {
        AcquiredBlock block = ports(Mode.AUTO).acquire(TWO).orElseThrow();

        assertThat(block.isEnforced()).isTrue();
        assertThat(block.block()).isEqualTo(PortBlock.between(20_000, 20_001));
        assertThat(cooperative.asked()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"WSAENETDOWN", "ERROR_NOT_SUPPORTED"})
    void whereItIsNotToBeHadPortsAreCooperative(Code missing) {
        berthd.refuseWith(missing);

        AcquiredBlock block = ports(Mode.AUTO).acquire(TWO).orElseThrow();

        assertThat(block.isEnforced()).isFalse();
        assertThat(block.block()).isEqualTo(PortBlock.between(10_000, 10_001));
    }

    @ParameterizedTest
    @EnumSource(names = {"WSAEACCES", "WSAENOBUFS", "WSAEADDRINUSE", "WSAEINVAL"})
    void whatBerthdRefusesIsNotHadCooperatively(Code refusal) {
        berthd.refuseWith(refusal);

        assertThat(ports(Mode.AUTO).acquire(TWO).code()).isEqualTo(refusal);
        assertThat(cooperative.asked()).isZero();
    }

    @Test
    void whoRequiresEnforcementGetsNothingLess() {
        berthd.refuseWith(Code.WSAENETDOWN);

        assertThat(ports(Mode.ENFORCED).acquire(TWO)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(Code.WSAENETDOWN);
            assertThat(refused.message()).isEqualTo("as told; or let ports be cooperative with mode auto");
        });
        assertThat(cooperative.asked()).isZero();
    }

    @Test
    void whoWantsCooperationDoesNotAskBerthd() {
        assertThat(ports(Mode.COOPERATIVE).acquire(TWO).orElseThrow().isEnforced())
                .isFalse();
        assertThat(berthd.asked()).isZero();
    }

    @Test
    void eachBlockGoesBackWhereItCameFrom() {
        ProcessPorts ports = ports(Mode.AUTO);
        AcquiredBlock enforced = ports.acquire(TWO).orElseThrow();
        berthd.refuseWith(Code.WSAENETDOWN);
        AcquiredBlock other = ports.acquire(TWO).orElseThrow();

        assertThat(ports.release(enforced.token()).code()).isEqualTo(Code.NO_ERROR);
        assertThat(berthd.held()).isEmpty();
        assertThat(cooperative.held()).hasSize(1);

        assertThat(ports.release(other.token()).code()).isEqualTo(Code.NO_ERROR);
        assertThat(cooperative.held()).isEmpty();
        assertThat(ports.release(other.token()).code()).isEqualTo(Code.WSAEINVAL);
    }

    @Test
    void closingItClosesBoth() {
        ports(Mode.AUTO).close();

        assertThat(berthd.isClosed()).isTrue();
        assertThat(cooperative.isClosed()).isTrue();
    }

    private ProcessPorts ports(Mode mode) {
        return new ProcessPorts(mode, berthd, cooperative);
    }
}
