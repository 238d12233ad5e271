package dev.berth.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The golden files say what the mingw-w64 headers say; a compiler for Windows checks it, nothing is run. */
class HeadersKernelTest {
    private static final Path INCLUDE = Path.of("/usr/x86_64-w64-mingw32/include");

    private static final String HEADERS = """
            #define _WIN32_WINNT 0x0601
            #include <winsock2.h>
            #include <ws2tcpip.h>
            #include <mstcpip.h>
            #include <windows.h>
            #include <iphlpapi.h>
            #include <stddef.h>
            """;

    @TempDir
    private Path directory;

    private List<String> compiler = List.of();

    @BeforeEach
    void findACompiler() {
        assumeTrue(Files.exists(INCLUDE.resolve("iphlpapi.h")), "the mingw-w64 headers are not here");
        compiler = Stream.of("x86_64-w64-mingw32-gcc", "clang-14", "clang")
                .filter(name -> Files.isExecutable(Path.of("/usr/bin", name)))
                .findFirst()
                .map(name -> name.startsWith("clang")
                        ? List.of(name, "--target=x86_64-w64-mingw32", "-isystem", INCLUDE.toString())
                        : List.of(name))
                .orElse(List.of());
        assumeTrue(!compiler.isEmpty(), "no compiler for Windows here");
    }

    @Test
    void theHeadersAgreeWithEverySizeAndOffset() throws Exception {
        assertThat(complaints(Headers.golden("layouts.golden"), HeadersKernelTest::layout))
                .isEmpty();
    }

    @Test
    void theHeadersAgreeWithEveryConstant() throws Exception {
        assertThat(complaints(Headers.golden("constants.golden"), HeadersKernelTest::constant))
                .isEmpty();
    }

    @Test
    void aWrongLineIsNoticed() throws Exception {
        assertThat(complaints(List.of("MIB_TCPROW dwLocalPort 4 4"), HeadersKernelTest::layout))
                .contains("MIB_TCPROW dwLocalPort 4 4");
        assertThat(complaints(List.of("MIB_TCPROW dwLocalPort 8 2"), HeadersKernelTest::layout))
                .contains("MIB_TCPROW dwLocalPort 8 2");
        assertThat(complaints(List.of("WSAEINVAL 10023"), HeadersKernelTest::constant))
                .contains("WSAEINVAL 10023");
    }

    private static String layout(String line) {
        String[] words = line.split(" ", 4);
        String what = words[0] + ", " + words[1];
        String claim = words[1].equals("sizeof")
                ? "sizeof(" + words[0] + ") == " + words[3]
                : "offsetof(" + what + ") == " + words[2] + " && sizeof(((" + words[0] + " *) 0)->" + words[1] + ") == "
                        + words[3];
        return "_Static_assert(" + claim + ", \"" + line + "\");\n";
    }

    private static String constant(String line) {
        String[] words = line.split(" ", 2);
        return "_Static_assert((" + (words[0].startsWith("INVALID_") ? "ULONG64" : "DWORD") + ") (" + words[0] + ") == "
                + words[1] + "ull, \"" + line + "\");\n";
    }

    private String complaints(List<String> lines, UnaryOperator<String> claim)
            throws IOException, InterruptedException {
        String program = HEADERS + lines.stream().map(claim).collect(Collectors.joining());
        Path source = Files.writeString(directory.resolve("headers.c"), program);
        List<String> command = Stream.concat(
                        compiler.stream(), Stream.of("-fsyntax-only", "-fms-extensions", "-w", source.toString()))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String complaints = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor() == 0).as(complaints).isEqualTo(complaints.isEmpty());
        return complaints;
    }
}
