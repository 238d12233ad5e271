package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.OwnerProcess;
import dev.berth.kernel.Accounts;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How processes' users are named. */
class ProcessReaderTest {
    private int lookups;

    @Test
    void aUserIsLookedUpUntilTheNameServiceDoesNotFail() {
        ProcessReader reader = new ProcessReader(new FailingOnce());
        assertThat(described(reader).user()).isEqualTo("1000");
        assertThat(described(reader).user()).isEqualTo("alice");
        assertThat(described(reader).user()).isEqualTo("alice");
        assertThat(lookups).isEqualTo(2);
    }

    private static OwnerProcess described(ProcessReader reader) {
        return reader.describe(4711, "actor", 1000, "/");
    }

    private final class FailingOnce implements Accounts {
        @Override
        public Optional<String> userName(long uid) throws IOException {
            if (lookups++ == 0) {
                throw new IOException("the server is away");
            }
            return Optional.of("alice");
        }

        @Override
        public OptionalLong uid(String user) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong gid(String group) {
            return OptionalLong.empty();
        }

        @Override
        public Optional<String> groupName(long gid) {
            return Optional.empty();
        }
    }
}
