package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion, in a real bash. Words are split as bash splits them: the equals sign is one of its own. */
class BashCompletionKernelTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "berth cr, create",
        "berth --json l, lookup list",
        "berth --store cr li, list",
        "berth --store = cr li, list",
        "berth create t, tcp tcp+udp",
        "berth list u, udp",
        "berth create --k, --keep-privileged",
        "berth change t, tcp tcp+udp",
        "berth change web --no-, --no-name --no-consumers --no-keep-privileged",
        "berth create tcp 80 --deny-with e, eacces eaddrinuse",
        "berth create tcp 80 --deny-with = ea, eacces eaddrinuse",
        "berth create --name cr, ''",
        "berth create --ev, --evict",
        "berth create --evict =, terminate",
        "berth create --evict = t, terminate",
        "berth create --evict t, tcp tcp+udp",
        "berth create --name = cr, ''",
        "berth disable --p, --purge",
        "berth restore --p, ''",
        "berth acquire u, udp",
        "berth acquire tcp --c, --count --consumer --cgroup",
        "berth --range 80 acquire t, tcp tcp+udp",
        "berth acquire tcp -- readonl, readonly",
        "berth acquire tcp -- --json, ''",
        "berth acquire tcp -- cat /proc/self/cmdlin, /proc/self/cmdline",
        "berth release t, tcp tcp+udp",
        "berth help ex, exclude",
        "berth --bpffs /pro, /proc",
        "berth --v, --version",
    })
    void aWordIsCompleted(String words, String completions) throws Exception {
        Path script = folder.resolve("berth.bash");
        Files.writeString(script, new CommandLineFixture().run("completion").out());
        Process bash = new ProcessBuilder("bash", "-euc", """
                        source "$1"
                        [[ $(complete -p berth) == 'complete -F _berth berth' ]]
                        read -ra COMP_WORDS <<< "$2"
                        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                        _berth
                        echo "${COMPREPLY[*]-}"
                        """, "bash", script.toString(), words)
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).isEqualTo(completions + "\n");
        assertThat(bash.waitFor()).isZero();
    }
}
