package dev.berth.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.kernel.Checkup.Answer;
import dev.berth.kernel.Checkup.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxCheckupKernelTest {
    @Test
    void everyLackComesWithARemedyAndNothingElseDoes() {
        List<Finding> findings = new LinuxCheckup(Optional.empty(), Path.of("/sys/fs/bpf/berth")).findings();
        assertThat(findings)
                .extracting(Finding::subject)
                .doesNotHaveDuplicates()
                .contains("kernel", "libbpf", "IPv6");
        for (Finding finding : findings) {
            assertThat(finding.detail()).as(finding.subject()).isNotBlank();
            switch (finding.answer()) {
                case YES -> assertThat(finding.remedy()).as(finding.subject()).isEmpty();
                case NO, LIMITED ->
                    assertThat(finding.remedy()).as(finding.subject()).isPresent();
                case UNKNOWN -> assertThat(finding.remedy()).isNotNull();
            }
        }
    }

    @Test
    void aDirectoryThatIsNoCgroupIsNone(@TempDir Path directory) {
        assertThat(new LinuxCheckup(Optional.of(directory), directory).findings())
                .filteredOn(finding -> finding.subject().equals("cgroup2"))
                .allSatisfy(finding -> assertThat(finding.answer()).isEqualTo(Answer.NO))
                .hasSize(1);
    }
}
