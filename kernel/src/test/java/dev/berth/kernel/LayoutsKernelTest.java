package dev.berth.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** layouts.golden says what the headers of this machine say; a compiler checks it, nothing is run. */
class LayoutsKernelTest {
    private static final List<String> HEADERS = List.of(
            "fcntl.h",
            "grp.h",
            "poll.h",
            "sys/epoll.h",
            "sys/socket.h",
            "sys/uio.h",
            "sys/un.h",
            "pwd.h",
            "stddef.h",
            "time.h",
            "linux/bpf.h",
            "linux/capability.h",
            "linux/inet_diag.h",
            "linux/netlink.h",
            "linux/tcp.h",
            "linux/types.h",
            "bpf/libbpf.h");

    /** What C leaves open at the end has no size there. */
    private static final Set<String> OPEN_ENDED = Set.of("file_handle f_handle");

    @TempDir
    private Path directory;

    @Test
    void theHeadersOfThisMachineAgree() throws Exception {
        Optional<String> compiler = compiler();
        assumeTrue(compiler.isPresent(), "no C compiler here");
        for (String header : HEADERS) {
            assumeTrue(Files.exists(Path.of("/usr/include", header)) || isElsewhere(header), header);
        }
        Path programs = Path.of(System.getProperty("berth.root"), "kernel/src/main/bpf");
        Stream<String> ours =
                Stream.of("port_guard.h", "socket_owners.h").map(header -> "\"" + programs.resolve(header) + "\"");
        String program = Stream.concat(HEADERS.stream().map(header -> "<" + header + ">"), ours)
                        .map(header -> "#include " + header + "\n")
                        .collect(Collectors.joining("", "#define _GNU_SOURCE\n", ""))
                + LayoutsTest.golden().stream().map(LayoutsKernelTest::claim).collect(Collectors.joining());
        assertThat(complaints(compiler.get(), program)).isEmpty();
    }

    @Test
    void aWrongLineIsNoticed() throws Exception {
        Optional<String> compiler = compiler();
        assumeTrue(compiler.isPresent(), "no C compiler here");
        assertThat(complaints(compiler.get(), "#include <grp.h>\n#include <stddef.h>\n" + claim("group gr_gid 15 4")))
                .contains("group gr_gid 15 4");
    }

    /** The compiler's own headers, and those that some distributions keep in a directory of the architecture. */
    private static boolean isElsewhere(String header) {
        return header.equals("stddef.h") || header.startsWith("sys/");
    }

    private static String claim(String line) {
        String[] words = line.split(" ", 4);
        String type = (words[0].equals("bpf_attr") ? "union " : "struct ") + words[0];
        String size =
                words[1].equals("sizeof") ? "sizeof(" + type + ")" : "sizeof(((" + type + " *)0)->" + words[1] + ")";
        String offset = words[1].equals("sizeof") ? "0" : "offsetof(" + type + ", " + words[1] + ")";
        String sized = OPEN_ENDED.contains(words[0] + " " + words[1]) ? "1" : size + " == " + words[3];
        return "_Static_assert(" + offset + " == " + words[2] + " && " + sized + ", \"" + line + "\");\n";
    }

    private String complaints(String compiler, String program) throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("layouts.c"), program);
        Process process = new ProcessBuilder(compiler, "-fsyntax-only", "-w", source.toString())
                .redirectErrorStream(true)
                .start();
        String complaints = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor() == 0).as(complaints).isEqualTo(complaints.isEmpty());
        return complaints;
    }

    private static Optional<String> compiler() {
        return Stream.of("gcc", "clang-14", "clang", "cc")
                .filter(name -> Files.isExecutable(Path.of("/usr/bin", name)))
                .findFirst();
    }
}
