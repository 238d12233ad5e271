package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberedDirectoryKernelTest {
    private static final int MANY = 3_000;

    @Test
    void allNumbersAreReadAndNothingElse(@TempDir Path directory) throws IOException {
        Files.createFile(directory.resolve("1x"));
        Files.createFile(directory.resolve("self"));
        for (int number = 0; number < MANY; number++) {
            Files.createFile(directory.resolve(Integer.toString(number)));
        }
        Set<Integer> numbers = new TreeSet<>();
        try (Arena arena = Arena.ofConfined();
                NumberedDirectory read =
                        NumberedDirectory.open(directory.toString(), NumberedDirectory.buffer(arena))) {
            while (read.next()) {
                assertThat(numbers.add(read.number())).isTrue();
            }
        }
        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.range(0, MANY).boxed().toList());
    }

    @Test
    void whatIsNotThereIsRefused(@TempDir Path directory) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = NumberedDirectory.buffer(arena);
            Assertions.assertThatExceptionOfType(SyscallException.class)
                    .isThrownBy(() -> NumberedDirectory.open(directory + "/none", buffer))
                    .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "4194304", "2147483647"})
    void aNumberIsRead(String name) {
        assertThat(number(name + "\0")).isEqualTo(Integer.parseInt(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\0", ".\0", "..\0", "self\0", "1a\0", "-1\0", "12", "2147483648\0", "99999999999999999999\0"
            })
    void otherNamesAreNone(String name) {
        assertThat(number(name)).isEqualTo(-1);
    }

    private static int number(String text) {
        return NumberedDirectory.number(MemorySegment.ofArray(("xx" + text).getBytes(StandardCharsets.US_ASCII)), 2);
    }
}
