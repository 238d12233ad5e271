package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of system calls are those of the headers of this machine, where it has them. */
class SyscallNumberKernelTest {
    private static final Pattern NUMBER = Pattern.compile("(?m)^#define __NR(?:3264)?_(\\w+)\\s+(\\d+)$");

    @ParameterizedTest
    @CsvSource({"amd64, x86_64-linux-gnu/asm/unistd_64.h", "aarch64, asm-generic/unistd.h"})
    void everyNumberIsThatOfTheHeader(String architecture, String header) throws IOException {
        Path file = Path.of("/usr/include", header);
        assumeTrue(Files.exists(file), header);
        Map<String, Integer> numbers = NUMBER.matcher(Files.readString(file))
                .results()
                .collect(Collectors.toMap(line -> line.group(1), line -> Integer.parseInt(line.group(2)), Math::min));
        for (SyscallNumber call : SyscallNumber.values()) {
            assertThat(numbers).containsEntry(call.function(), call.on(architecture));
        }
    }
}
