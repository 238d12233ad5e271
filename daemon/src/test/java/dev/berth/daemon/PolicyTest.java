package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.daemon.Policy.Specific;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {
    private static final long BOB = 1000;
    private static final AcquireRequest ONE = AcquireRequest.of(Protocol.TCP, 1);

    private static Policy policy(Specific specific, Optional<PortBlock> range) {
        return new Policy(new Administrators(Set.of(), Set.of()), Policy.USUAL_QUOTA, range, specific);
    }

    private static Policy policy(Specific specific) {
        return policy(specific, Optional.empty());
    }

    @Test
    void rootIsAnAdministratorWhateverThePolicySays() {
        Administrators nobody = new Administrators(Set.of(), Set.of());
        assertThat(nobody.include(0, List.of())).isTrue();
        assertThat(nobody.include(BOB, List.of(0L, 27L))).isFalse();
    }

    @Test
    void administratorsAreThoseUsersAndWhoIsInThoseGroups() {
        Administrators some = new Administrators(Set.of(BOB), Set.of(27L, 28L));
        assertThat(some.include(BOB, List.of())).isTrue();
        assertThat(some.include(1001, List.of(100L, 28L))).isTrue();
        assertThat(some.include(1001, List.of(100L, BOB))).isFalse();
        assertThat(some.include(27, List.of(100L))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Specific.class)
    void anyPortMayBeAskedFor(Specific specific) {
        assertThat(policy(specific).objection(ONE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Specific.class)
    void noPortBelow1024MayBeAskedFor(Specific specific) {
        Policy low = policy(specific, Optional.of(PortBlock.between(1, 65_535)));
        assertThat(low.objection(ONE.startingAt(1023)).orElseThrow())
                .contains("1023", "below 1024", "administrators", "berth create");
        assertThat(low.objection(AcquireRequest.of(Protocol.UDP, 2).startingAt(1023)))
                .isPresent();
    }

    @Test
    void unprivilegedPortsMayBeAskedForByNumber() {
        Policy policy = policy(Specific.UNPRIVILEGED);
        assertThat(policy.objection(ONE.startingAt(1024))).isEmpty();
        assertThat(policy.objection(ONE.startingAt(65_535))).isEmpty();
    }

    @Test
    void portsOfTheRangeMayBeAskedForWhereThePolicySaysSo() {
        Policy usual = policy(Specific.RANGE);
        AcquireRequest two = AcquireRequest.of(Protocol.UDP, 2);
        assertThat(usual.objection(two.startingAt(20_000))).isEmpty();
        assertThat(usual.objection(two.startingAt(29_998))).isEmpty();
        assertThat(usual.objection(two.startingAt(19_999))).isPresent();
        assertThat(usual.objection(two.startingAt(29_999))).isPresent();
        Policy chosen = usual.within(Optional.of(PortBlock.between(5_000, 5_999)));
        assertThat(chosen.objection(ONE.startingAt(5_000))).isEmpty();
        assertThat(chosen.objection(ONE.startingAt(20_000)).orElseThrow()).contains("20000 is not among", "5000-5999");
    }

    @Test
    void noPortMayBeAskedForWhereThePolicySaysSo() {
        assertThat(policy(Specific.NONE).objection(ONE.startingAt(20_000)).orElseThrow())
                .contains("no port by number", "ask for any port");
    }

    /** Port 0 and blocks past the last port are refused by the engine, to everybody in the same words. */
    @Test
    void whatNobodyCouldHaveIsNotThePolicysToSay() {
        assertThat(policy(Specific.UNPRIVILEGED).objection(ONE.startingAt(0))).isEmpty();
        assertThat(policy(Specific.UNPRIVILEGED)
                        .objection(AcquireRequest.of(Protocol.TCP, 9).startingAt(65_530)))
                .isEmpty();
    }

    @Test
    void aRangeGivenElsewhereGoesBeforeThePolicys() {
        Policy policy = policy(Specific.RANGE, Optional.of(PortBlock.between(5_000, 5_999)));
        assertThat(policy.within(Optional.empty())).isEqualTo(policy);
        assertThat(policy.within(Optional.of(PortBlock.of(7_000, 10))).range()).contains(PortBlock.of(7_000, 10));
    }
}
