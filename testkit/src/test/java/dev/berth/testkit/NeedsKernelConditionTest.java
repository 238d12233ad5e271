package dev.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NeedsKernelConditionTest {
    private static final Set<KernelAbility> MPTCP = Set.of(KernelAbility.MPTCP);

    @Test
    void whatIsThereRuns() {
        var condition = new NeedsKernelCondition(ability -> new KernelAbility.Yes(), true);
        assertThat(condition.judge(MPTCP).isDisabled()).isFalse();
    }

    @Test
    void whatIsProvenAbsentIsSkippedWithTheProof() {
        var condition = new NeedsKernelCondition(ability -> new KernelAbility.No("no such file"), false);
        assertThat(condition.judge(MPTCP).isDisabled()).isTrue();
        assertThat(condition.judge(MPTCP).getReason()).hasValue("MPTCP is not there: no such file");
    }

    @Test
    void aSkipIsAFailureWhereEverythingIsRequired() {
        var condition = new NeedsKernelCondition(ability -> new KernelAbility.No("no such file"), true);
        assertThatThrownBy(() -> condition.judge(MPTCP))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("BERTH_REQUIRE_PRIVILEGED is set and MPTCP is not there: no such file");
    }

    @Test
    void whatCannotBeToldIsAFailureAndNotASkip() {
        var condition = new NeedsKernelCondition(ability -> new KernelAbility.Unknown("EPERM"), false);
        assertThatThrownBy(() -> condition.judge(MPTCP))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("cannot tell whether MPTCP is there: EPERM");
    }
}
