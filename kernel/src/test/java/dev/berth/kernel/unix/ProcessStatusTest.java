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
            """;

    @Test
    void theEffectiveUserAndGroupAreTheSecond() throws Exception {
        assertThat(ProcessStatus.parse(FILE, TEXT))
                .isEqualTo(new ProcessStatus("web?[1m", 4_294_967_294L, Set.of(6L, 27L, 4_294_967_294L)));
    }

    @Test
    void theCommandIsReadAsTheKernelEscapesIt() throws Exception {
        String text = TEXT.replace("web\u001b[1m", "a\\\\n\\nb\\\\");
        assertThat(ProcessStatus.parse(FILE, text).name()).isEqualTo("a\\n?b\\");
    }

    /** A process chooses its command itself: 15 bytes, and the kernel escapes the newline and the backslash alone. */
    @Test
    void aCommandIsNoOtherLine() throws Exception {
        for (String forged :
                List.of("\rUid:\t0", "\rUid:\tx", "\rGroups:\t33", "\rGid:\t0\t0\t0\t0", "Uid:\t0\t0\t0\t0")) {
            ProcessStatus status = ProcessStatus.parse(FILE, TEXT.replace("web\u001b[1m", forged));
            assertThat(status.name()).isEqualTo(forged.replaceAll("[\r\t]", "?"));
            assertThat(status.effectiveUid()).isEqualTo(4_294_967_294L);
            assertThat(status.groups()).containsExactlyInAnyOrder(6L, 27L, 4_294_967_294L);
        }
    }

    @Test
    void idsAreFour() {
        for (String name : List.of("Uid", "Gid")) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> ProcessStatus.parse(FILE, TEXT.replace(name + ":\t", name + ":\t0\t")))
                    .withMessage(FILE + ": " + name + " has 5 numbers");
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        for (String line : List.of("Name", "Uid", "Gid", "Groups")) {
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
