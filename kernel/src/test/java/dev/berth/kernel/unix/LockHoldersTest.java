package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LockHoldersTest {
    private static final String LOCKS = """
            1: POSIX  ADVISORY  READ  900 fe:00:77 128 128
            2: FLOCK  ADVISORY  WRITE 4121 fe:00:131075 0 EOF
            2: -> FLOCK  ADVISORY  WRITE 4122 fe:00:131075 0 EOF
            3: FLOCK  ADVISORY  WRITE 5000 00:1f:42 0 EOF
            4: FLOCK  ADVISORY  WRITE 5001 00:20:42 0 EOF
            5: FLOCK  ADVISORY  WRITE 0 00:20:43 0 EOF
            """;

    @Test
    void theHolderIsNamedAndNotTheOneThatWaits() {
        assertThat(LockHolders.flock(LOCKS, 131_075)).hasValue(4121);
    }

    @Test
    void whoeverIsNotSureIsNotNamed() {
        assertThat(LockHolders.flock(LOCKS, 42)).isEmpty(); // two file systems have a file of that number
        assertThat(LockHolders.flock(LOCKS, 43)).isEmpty(); // held in another pid namespace
        assertThat(LockHolders.flock(LOCKS, 77)).isEmpty(); // another kind of lock
        assertThat(LockHolders.flock("garbage\n: : : : : : : :\n", 7)).isEmpty();
    }
}
