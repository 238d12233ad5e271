package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinuxAccountsKernelTest {
    private final LinuxAccounts accounts = new LinuxAccounts();

    @Test
    void everyUserOfTheFileIsKnown() throws Exception {
        for (String[] fields : lines("/etc/passwd")) {
            assertThat(accounts.uid(fields[0])).as(fields[0]).hasValue(Long.parseLong(fields[2]));
            assertThat(accounts.userName(Long.parseLong(fields[2])))
                    .as(fields[2])
                    .isPresent();
        }
        assertThat(accounts.userName(0)).contains("root");
    }

    @Test
    void everyGroupOfTheFileIsKnown() throws Exception {
        for (String[] fields : lines("/etc/group")) {
            assertThat(accounts.gid(fields[0])).as(fields[0]).hasValue(Long.parseLong(fields[2]));
            assertThat(accounts.groupName(Long.parseLong(fields[2])))
                    .as(fields[2])
                    .isPresent();
        }
        assertThat(accounts.groupName(0)).contains("root");
    }

    @Test
    void whatIsNoAccountIsEmpty() throws Exception {
        for (String name : List.of("", "no-such-account", "root\0", "root:x", "\u00fc\n")) {
            assertThat(accounts.uid(name)).as("user '%s'", name).isEmpty();
            assertThat(accounts.gid(name)).as("group '%s'", name).isEmpty();
        }
        for (long number : new long[] {4_294_967_294L, 1L << 32, -1}) {
            assertThat(accounts.userName(number)).as("user %d", number).isEmpty();
            assertThat(accounts.groupName(number)).as("group %d", number).isEmpty();
        }
    }

    private static List<String[]> lines(String file) throws IOException {
        // Lines that start with + or - belong to NIS.
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.matches("[a-zA-Z_].*:.*"))
                .map(line -> line.split(":", -1))
                .toList();
    }
}
