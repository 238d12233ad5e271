package dev.berth.kernel.unix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static final long PW_UID = Account.PASSWD.layout().byteOffset(PathElement.groupElement("pw_uid"));

    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void free() {
        arena.close();
    }

    @Test
    void theBufferGrowsUntilTheAccountFits() throws Exception {
        List<Long> sizes = new ArrayList<>();
        Optional<MemorySegment> found = look((state, struct, buffer, result) -> {
            sizes.add(buffer.byteSize());
            if (buffer.byteSize() < 10_000) {
                return Errno.ERANGE.number();
            }
            struct.set(JAVA_INT, PW_UID, -2);
            result.set(ADDRESS, 0, struct);
            return 0;
        });
        assertThat(found.map(Account.PASSWD::number)).contains(4_294_967_294L);
        assertThat(sizes).hasSizeGreaterThan(1).isSorted();
    }

    @Test
    void anAccountThatNeverFitsIsAnError() {
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> look((state, struct, buffer, result) -> Errno.ERANGE.number()))
                .withMessage("getpwnam_r web: ERANGE");
    }

    @Test
    void nameServicesSayInManyWaysThatThereIsNone() throws Exception {
        for (int error : new int[] {0, 1, 2, 3, 9}) {
            assertThat(look((state, struct, buffer, result) -> error))
                    .as("error %d", error)
                    .isEmpty();
        }
    }

    @Test
    void aNameServiceThatFailsIsNotTakenForOneThatFindsNothing() {
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> look((state, struct, buffer, result) -> 5))
                .withMessage("getpwnam_r web: EIO");
    }

    private Optional<MemorySegment> look(Account.Lookup lookup) throws SyscallException {
        return Account.PASSWD.look("getpwnam_r", "web", arena, lookup);
    }
}
