package dev.berth.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.kernel.Checkup.Answer;
import dev.berth.kernel.Checkup.Finding;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionTest {
    @Test
    void aRefusalSaysNothingAboutTheMachine() {
        List<IOException> refusals = List.of(
                new SyscallException("bpf", Errno.EPERM, "a map"),
                new SyscallException("openat", Errno.EACCES, "a file"),
                new AccessDeniedException("a file"));
        for (IOException refusal : refusals) {
            Finding finding = new Question("a thing", () -> {
                        throw refusal;
                    })
                    .ask();
            assertThat(finding.answer()).isEqualTo(Answer.UNKNOWN);
            assertThat(finding.remedy()).isPresent();
        }
    }

    @Test
    void whatCouldNotBeReadIsUnknownWithoutARemedy() {
        Finding finding = new Question("a thing", () -> {
                    throw new IOException("the disk is on fire");
                })
                .ask();
        assertThat(finding.answer()).isEqualTo(Answer.UNKNOWN);
        assertThat(finding.detail()).isEqualTo("the disk is on fire");
        assertThat(finding.remedy()).isEmpty();
    }
}
