package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM becomes another program, which is compared with the same program started without one. */
class ExecKernelTest {
    /** SIGUSR1 and SIGUSR2 blocked, of which the JVM unblocks one; SIGHUP, SIGSEGV, SIGUSR2, SIGPIPE and SIGXFSZ ignored: the JVM handles all but the first. */
    private static final String STARTED = "trap '' HUP SEGV USR2 PIPE XFSZ; umask 027; ulimit -Sn 321;"
            + " exec env --block-signal=USR1,USR2 \"$@\" 5> /dev/null 7< /dev/zero";

    /** Those, and SIGINT and SIGQUIT too where a shell has put the whole run into the background. */
    private static final Pattern IGNORED = Pattern.compile("SigIgn:\t([0-9a-f]{9}1001c0[1357])\n");

    /** What differs between two runs of one program. */
    private static final Pattern ITS_OWN = Pattern.compile(
            "(?m)^(Pid|Tgid|NSpid|NStgid|NSpgid|NSsid|PPid|Vm\\w+|Rss\\w+|\\w*ctxt_switches|SigQ):.*\n");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ranges", "listed"})
    void aProgramFindsWhatItWouldWithoutTheJvm(String how) throws Exception {
        String[] probe = {"cat", "/proc/self/status", "/proc/self/limits", "/proc/self/environ", "/proc/self/cmdline"};
        String plain = say(STARTED, List.of(probe));
        assertThat(plain).contains("SigBlk:\t0000000000000a00", "Umask:\t0027").containsPattern(IGNORED);
        String ignored =
                IGNORED.matcher(plain).results().findFirst().orElseThrow().group(1);
        assertThat(say(STARTED, becoming(ignored, "0,1,2,5,7", how, probe))).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ranges", "listed"})
    void theDescriptorsThatItIsGivenAreThoseThatWereOpen(String how) throws Exception {
        String[] probe = {"ls", "/proc/self/fd"};
        assertThat(say(STARTED, becoming("0", "0,1,2,5,7", how, probe)))
                .isEqualTo(say(STARTED, List.of(probe)))
                .isEqualTo("0\n1\n2\n3\n5\n7\n"); // 3 is the directory
        assertThat(say(STARTED, becoming("0", "1,2,5", how, probe))).isEqualTo("0\n1\n2\n5\n");
    }

    @Test
    void itIsTheSameProcess() throws Exception {
        Process process = new ProcessBuilder(becoming("0", "0,1,2", "ranges", "sh", "-c", "echo $$; exit 7")).start();
        assertThat(said(process)).isEqualTo(process.pid() + "\n");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    @Test
    void wordsAndEnvironmentGoByteForByte() throws Exception {
        String[] probe = {"sh", "-c", "printf %s \"$ODD\" \"$1\" \"<$2>\" $# | od -An -tx1", "sh"};
        String script =
                "export LC_ALL=C ODD=\"$(printf '\\377\\001')\"; exec \"$@\" \"$(printf 'a\\303\\251\\376')\" ''";
        assertThat(say(script, becoming("0", "0,1,2", "ranges", probe))).isEqualTo(" ff 01 61 c3 a9 fe 3c 3e 32\n");
    }

    @ParameterizedTest
    @CsvSource({
        "missing, ENOENT",
        "'', ENOENT",
        "./missing, ENOENT",
        "plain, EACCES",
        "./plain, EACCES",
        "./folder, EACCES",
        "./plain/x, ENOTDIR",
        "lost, ENOENT",
        "script, read by the shell: two words",
        "./script, read by the shell: two words",
    })
    void aCommandIsFoundAsExecvpFindsIt(String command, String outcome) throws Exception {
        file("plain", "", "rw-r--r--");
        file("lost", "#!/no/such/interpreter\n", "rwxr-xr-x");
        file("script", "echo \"read by the shell: $1\"\n", "rwxr-xr-x");
        Files.createDirectory(directory.resolve("folder"));
        String prefix = "cd '" + directory + "'; PATH=/no/such/folder:./plain::/usr/bin; exec \"$@\"";
        assertThat(say(prefix, becoming("0", "0,1,2", "ranges", command, "two words")))
                .isEqualTo(outcome + "\n");
    }

    private void file(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static List<String> becoming(String ignored, String descriptors, String how, String... command) {
        List<String> words = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xrs",
                "-XX:-MaxFDLimit",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Becoming.class.getName(),
                ignored,
                descriptors,
                how));
        words.addAll(List.of(command));
        return words;
    }

    /** What a command prints that a script starts, without what is its own. */
    private static String say(String script, List<String> command) throws Exception {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        Process process = builder.start();
        return ITS_OWN.matcher(said(process)).replaceAll("");
    }

    private static String said(Process process) throws IOException {
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}
