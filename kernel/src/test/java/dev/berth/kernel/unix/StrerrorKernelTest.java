package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.berth.kernel.Errno;
import java.io.FileOutputStream;
import org.junit.jupiter.api.Test;

class StrerrorKernelTest {
    @Test
    void itIsWhatJavaSaysInTheSameLanguage() {
        Throwable full = catchThrowable(() -> {
            try (FileOutputStream device = new FileOutputStream("/dev/full")) {
                device.write(1);
            }
        });
        assertThat(full).hasMessage(Strerror.of(Errno.ENOSPC));
        assertThat(Strerror.of(Errno.EROFS)).isNotEqualTo(Strerror.of(Errno.ENOSPC));
        assertThat(Strerror.of(new Errno(4_000))).contains("4000");
    }
}
