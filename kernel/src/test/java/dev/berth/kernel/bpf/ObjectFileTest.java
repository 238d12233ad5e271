package dev.berth.kernel.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it means that programs were not loaded. */
class ObjectFileTest {
    private static final ObjectFile FILE = new ObjectFile("port_guard.bpf.o", "port_guard", "the guard's");

    @ParameterizedTest
    @ValueSource(ints = {1, 11, 12, 23, 24}) // EPERM, EAGAIN, ENOMEM, ENFILE, EMFILE
    void whatTheMomentLacksIsNotWhatTheKernelLacks(int errno) throws IOException {
        SyscallException refused = refused(new Errno(errno));
        assertThat(FILE.explained(refused, "")).isSameAs(refused);
    }

    @Test
    void whatTheVerifierRefusesTheKernelLacks() throws IOException {
        SyscallException refused = refused(Errno.EACCES);
        assertThat(FILE.explained(refused, "calling kernel function is not allowed\n"))
                .isInstanceOf(UnsupportedException.class)
                .hasCause(refused);
    }

    private static SyscallException refused(Errno errno) {
        return new SyscallException("bpf_object__load", errno, "port_guard.bpf.o");
    }
}
