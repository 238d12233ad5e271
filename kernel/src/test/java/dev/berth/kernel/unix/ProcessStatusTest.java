package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessStatusTest {
    private static final String FILE = "/proc/7/status";
    private static final String TEXT = """
            Name:\tweb\u001b[1m
            Umask:\t0022
            Uid:\t1000\t4294967294\t0\t0
            Gid:\t5\t6\t7\t8
            Groups:\t27 4294967294\s
            CapEff:\t000000c000201000
            """;

    @Test
    void theEffectiveUserAndGroupAreTheSecond() throws Exception {
        assertThat(ProcessStatus.parse(FILE, TEXT))
                .isEqualTo(
                        new ProcessStatus("web?[1m", 4_294_967_294L, Set.of(6L, 27L, 4_294_967_294L), 0xc0_0020_1000L));
    }

    @Test
    void theCommandIsReadAsTheKernelEscapesIt() throws Exception {
        String text = TEXT.replace("web\u001b[1m", "a\\\\n\\nb\\\\");
        assertThat(ProcessStatus.parse(FILE, text).name()).isEqualTo("a\\n?b\\");
    }

    @Test
    void whatIsMissingIsNamed() {
        for (String line : List.of("Name", "Uid", "Gid", "Groups", "CapEff")) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> ProcessStatus.parse(FILE, TEXT.replace(line + ":", "Other:")))
                    .withMessage(FILE + ": no line " + line);
        }
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> ProcessStatus.parse(FILE, TEXT.replace("4294967294", "many")));
    }

    @Test
    void aProcessMayHaveNoSupplementaryGroup() throws Exception {
        assertThat(ProcessStatus.parse(FILE, TEXT.replace("27 4294967294 ", "")).groups())
                .containsExactly(6L);
    }

    @Test
    void anAdministratorLacksNothing() {
        assertThat(Capability.missing(0)).containsExactly("CAP_NET_ADMIN", "CAP_PERFMON", "CAP_BPF");
        assertThat(Capability.missing(1L << 12 | 1L << 38 | 1L << 39)).isEmpty();
        assertThat(Capability.missing(1L << 12 | 1L << 21)).isEmpty();
        assertThat(Capability.missing(1L << 21)).containsExactly("CAP_NET_ADMIN");
        assertThat(Capability.missing(1L << 12 | 1L << 38)).containsExactly("CAP_BPF");
        assertThat(Capability.missing(-1)).isEmpty();
    }
}
