package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command finds that {@code berth acquire} becomes, compared with the same command started without it. */
@InWalls
class InheritanceE2ETest {
    /** Signals that are ignored and blocked, those that the JVM handles among them; limits; open files. */
    private static final String STARTED =
            "trap '' HUP PIPE USR2 SEGV XFSZ; umask 027; ulimit -Sn 1000; ulimit -Ss 4096;"
                    + " ulimit -Sc 0; echo 0x31 > /proc/$$/coredump_filter; cd \"$0\"; exec nice -n 3 env --block-signal=USR1,USR2,TERM \"$@\""
                    + " < input 5> /dev/null 7< input 9<> input ";

    /** An environment that a shell does not hand on as it is; the JVM would take the options for its own. */
    private static final List<String> ODD = List.of(
            "--unset=OLDPWD",
            "a.b=1",
            "BASH_FUNC_web%%=() { :; }",
            "PWD=/elsewhere",
            "IFS=x",
            "OPTIND=7",
            "self=1",
            "BERTH_PORT=stale",
            "JAVA_TOOL_OPTIONS=-Dno.such=option",
            "LC_ALL=C",
            "LINES=one\ntwo");

    /** What differs between two runs of one program. */
    private static final Pattern ITS_OWN =
            Pattern.compile("(?m)^(Pid|Tgid|NSpid|NStgid|Vm\\w+|Rss\\w+|\\w*ctxt_switches|SigQ):.*\n");

    private static final Pattern ADDED = Pattern.compile("BERTH_(PORT|PORTS|TOKEN)=[^\0]*\0");

    @BeforeEach
    void input(Walls walls) throws IOException {
        Files.writeString(walls.directory().resolve("input"), "first\nsecond\n");
    }

    @Test
    @DisplayName("Signals, limits, groups, parent, session, niceness, cgroup, choice of memory for core files")
    void process(Walls walls) throws IOException {
        String plain = same(
                walls,
                "cat",
                "/proc/self/status",
                "/proc/self/limits",
                "/proc/self/coredump_filter",
                "/proc/self/timerslack_ns",
                "/proc/self/oom_score_adj",
                "/proc/self/cgroup");
        assertThat(plain)
                .containsPattern("SigBlk:\t0000000000004a00\n")
                .containsPattern("SigIgn:\t[0-9a-f]{9}1001c0[1357]\n")
                .contains(
                        "SigCgt:\t0000000000000000\n",
                        "Umask:\t0027\n",
                        "PPid:\t" + ProcessHandle.current().pid())
                .containsPattern("Max open files +1000 ")
                .contains("\n00000031\n");
        assertThat(same(walls, "nice")).isEqualTo("3\n");
        assertThat(same(walls, "pwd", "-P")).isEqualTo(walls.directory() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<&-", "<&- >&-", "3< input 4< input 6< input 8< input"})
    @DisplayName("Descriptors: those that were open, and none of the JVM's, wherever it finds room for its own")
    void descriptors(String redirections, Walls walls) throws IOException {
        Path listed = walls.directory().resolve("listed");
        String[] list = {"sh", "-c", "ls /proc/$$/fd >> \"$0\"", listed.toString()};
        plain(walls, redirections).and(list).expect(0);
        String plain = Files.readString(listed);
        Files.delete(listed);
        berth(walls, redirections).and(list).expect(0);
        assertThat(Files.readString(listed)).isEqualTo(plain).contains("5\n", "7\n", "9\n");
    }

    @Test
    @DisplayName("Nobody has read from standard input, and an inherited file is where it was")
    void positions(Walls walls) throws IOException {
        assertThat(same(walls, "cat")).isEqualTo("first\nsecond\n");
        assertThat(same(walls, "sh", "-c", "cat <&7")).isEqualTo("first\nsecond\n");
    }

    @Test
    @DisplayName("Environment, byte for byte and in its order, but for BERTH_PORT, BERTH_PORTS and BERTH_TOKEN")
    void environment(Walls walls) throws IOException {
        String plain = same(walls, "cat", "/proc/self/environ");
        assertThat(plain).contains("a.b=1\0", "PWD=/elsewhere\0", "IFS=x\0", "BASH_FUNC_web%%=", "LINES=one\ntwo\0");
        Program.Result result =
                berth(walls, "").and("cat", "/proc/self/environ").expect(0);
        assertThat(result.out())
                .containsOnlyOnce("BERTH_PORT=")
                .containsPattern("\0BERTH_PORT=(\\d+)\0BERTH_PORTS=\\1\0BERTH_TOKEN=0x[0-9a-f]{16}\0$")
                .contains("BERTH_STORE=" + walls.store() + "\0")
                .doesNotContain("BERTH_ENVIRONMENT");
    }

    @Test
    @DisplayName("Words: empty ones, options, blanks, patterns, line ends, and bytes that are no text")
    void words(Walls walls) throws IOException {
        assertThat(same(walls, "cat", "/proc/self/cmdline", "-u", "--", "/dev/null"))
                .contains("cmdline\0-u\0--\0");
        String script = "exec \"$@\" '' 'a b' '*' --json \"$(printf '\\303\\251\\377')\" 'one\ntwo' -- $";
        String[] dump = {"sh", "-c", "printf '<%s>' \"$@\" | od -An -v -tx1", "sh"};
        String plain =
                plain(walls, "", "sh", "-c", script, "sh").and(dump).expect(0).out();
        assertThat(plain).startsWith(" 3c 3e 3c 61 20 62 3e 3c 2a 3e").contains(" c3 a9 ff 3e");
        assertThat(berth(walls, "", "sh", "-c", script, "sh")
                        .and(dump)
                        .expect(0)
                        .out())
                .isEqualTo(plain);
    }

    /** Runs it without and with Berth, and expects the same; answers what it printed. */
    private static String same(Walls walls, String... command) throws IOException {
        Program.Result plain = plain(walls, "").and(command).expect(0);
        Program.Result berth = berth(walls, "").and(command).expect(0);
        assertThat(own(berth)).isEqualTo(own(plain));
        assertThat(berth.err()).isEqualTo(plain.err()).isEmpty();
        return own(plain);
    }

    private static String own(Program.Result result) {
        return ADDED.matcher(ITS_OWN.matcher(result.out()).replaceAll("")).replaceAll("");
    }

    /** Berth, about to become a command. */
    private static Program berth(Walls walls, String redirections, String... prefix) {
        return launcher(walls, redirections, prefix).and("acquire", "tcp", "--");
    }

    /** What starts the launcher, without it. */
    private static Program plain(Walls walls, String redirections, String... prefix) {
        Program launcher = launcher(walls, redirections, prefix);
        return new Program(launcher.command().subList(0, launcher.command().size() - 1), launcher.environment());
    }

    private static Program launcher(Walls walls, String redirections, String... prefix) {
        List<String> words = new ArrayList<>(
                List.of("sh", "-c", STARTED + redirections, walls.directory().toString()));
        words.addAll(ODD);
        words.addAll(List.of(prefix));
        return Launcher.of(walls, words.toArray(String[]::new));
    }
}
