package dev.berth.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java refuses exactly what the guard cannot hold. */
class RightsTest {
    private static final Path HEADER = Path.of("src/main/bpf/port_guard.h");

    @ParameterizedTest
    @CsvSource({
        "MAX_USERS, " + Rights.MAX_USERS,
        "MAX_GROUPS, " + Rights.MAX_GROUPS,
        "MAX_CGROUPS, " + Rights.MAX_CGROUPS,
        "MAX_DEPTH, " + Rights.MAX_DEPTH,
        "MAX_PATH_BYTES, " + Rights.MAX_PATH_BYTES
    })
    void limitsAreThoseOfTheGuard(String name, int limit) throws IOException {
        assertThat(HEADER).content().contains("#define " + name + " " + limit + "\n");
    }
}
