package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.it.walls.Reboot;
import dev.berth.testkit.Actor;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code ./berth} as people run it, as a process within walls. */
@InWalls
class CommandLineE2ETest {
    private static final Pattern TOKEN = Pattern.compile("0x[0-9a-f]{16}");

    @PerProtocol
    @DisplayName("A reservation from create to delete")
    void fromCreateToDelete(Protocol protocol, Walls walls) throws IOException {
        Actor stranger = walls.actor().start();
        Actor consumer = walls.actor().as(1, 1).start();
        SocketKind kind = SocketKind.of(protocol);
        String pool = protocol.label();

        String created = berth(walls, 0, "create", pool, "80-83", "--name", "web", "--consumer", "user:1");
        assertThat(stranger.bind(kind, 80)).hasToString("EACCES");
        assertThat(consumer.bind(kind, 80)).hasToString("ok");
        String token = token(created);
        assertThat(berth(walls, 0, "lookup", "web")).contains(token);
        assertThat(berth(walls, 0, "lookup", pool, "80", "4")).contains(token, "enforced");
        assertThat(berth(walls, 0, "list")).contains(token, "80-83", "web", "enforced");
        assertThat(berth(walls, 0, "list", "--json")).contains("\"" + token + "\"", "\"start\":80", "\"count\":4");
        assertThat(berth(walls, 1, "create", pool, "83")).contains("ERROR_SHARING_VIOLATION", "32", "web");
        assertThat(berth(walls, 1, "lookup", pool, "80")).contains("ERROR_NOT_FOUND", "1168");
        berth(walls, 0, "delete", "web");
        assertThat(stranger.bind(kind, 80)).hasToString("ok");
        assertThat(berth(walls, 1, "delete", "web")).contains("1168");
        assertThat(berth(walls, 0, "list", "--json")).contains("\"reservations\":[]");
    }

    @PerProtocol
    @DisplayName("A reservation that is changed, by block and by name")
    void change(Protocol protocol, Walls walls) throws IOException {
        Actor consumer = walls.actor().as(1, 1).start();
        SocketKind kind = SocketKind.of(protocol);
        String pool = protocol.label();
        String created = berth(walls, 0, "create", pool, "80-83", "--name", "web");
        assertThat(consumer.bind(kind, 80)).hasToString("EACCES");
        assertThat(berth(walls, 0, "change", "web", "--consumer", "user:1", "--name", "site"))
                .contains("changed", "(site)", token(created));
        assertThat(consumer.bind(kind, 80)).hasToString("ok");
        assertThat(berth(walls, 0, "change", pool, "80-83", "--no-consumers", "--deny-with", "eaddrinuse", "--json"))
                .contains("\"" + token(created) + "\"", "\"consumers\":[]");
        assertThat(consumer.bind(kind, 80)).hasToString("EADDRINUSE");
        assertThat(berth(walls, 1, "change", "web", "--no-name")).contains("1168");
        assertThat(berth(walls, 1, "change", "site", "--consumer", "user:no-such-user"))
                .contains("87", "no-such-user");
        assertThat(berth(walls, 2, "change", "site")).contains("nothing to change");
    }

    @PerProtocol
    @DisplayName("A reservation where somebody is: refused, adopted, or made room for")
    void squatters(Protocol protocol, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        String pool = protocol.label();
        Actor server = walls.actor().as(1, 1).start();
        server.socket(kind).bind(kind.wildcard(), 8080).orElseThrow();
        assertThat(berth(walls, 1, "create", pool, "8080", "--consumer", "user:1"))
                .contains("pid " + server.pid(), "add --adopt");
        assertThat(berth(walls, 1, "create", pool, "8080", "--evict")).contains("--evict=terminate");
        assertThat(berth(walls, 0, "create", pool, "8080", "--consumer", "user:1", "--adopt"))
                .contains("adopted: " + pool + " port 8080 stays with pid " + server.pid());
        berth(walls, 0, "delete", pool, "8080");
        assertThat(berth(walls, 0, "create", pool, "8080", "--evict=terminate"))
                .contains("terminated: pid " + server.pid());
        assertThat(berth(walls, 2, "create", pool, "8080", "--evict=kill")).contains("'kill'");
    }

    @PerProtocol
    @DisplayName("Deny with EADDRINUSE, and keep privileged ports privileged")
    void optionsOfCreate(Protocol protocol, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        berth(walls, 0, "create", protocol.label(), "8080", "--deny-with", "eaddrinuse");
        assertThat(walls.actor().start().bind(kind, 8080)).hasToString("EADDRINUSE");
        berth(walls, 0, "create", protocol.label(), "80", "--consumer", "user:1", "--keep-privileged");
        assertThat(walls.actor().as(1, 1).start().bind(kind, 80)).hasToString("EACCES");
    }

    @PerProtocol
    @DisplayName("An exclusion, and a restart of the machine")
    void excludeAndRestore(Protocol protocol, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Actor stranger = walls.actor().start();
        berth(walls, 0, "exclude", protocol.label(), "5000-5099");
        berth(walls, 0, "create", protocol.label(), "8080+2");
        assertThat(berth(walls, 1, "create", protocol.label(), "5099-5100")).contains("32");
        Reboot.of(walls);
        assertThat(stranger.bind(kind, 8080)).hasToString("ok");
        berth(walls, 0, "restore");
        assertThat(stranger.bind(kind, 8080)).hasToString("EACCES");
        assertThat(stranger.bind(kind, 5000)).hasToString("ok");
        assertThat(Everything.of(walls).listed()).hasToString("5000-5099,8080-8081");
        assertThat(berth(walls, 1, "exclude", protocol.label(), "5000-5098", "--remove"))
                .contains("1168");
        berth(walls, 0, "exclude", protocol.label(), "5000-5099", "--remove");
        assertThat(Everything.of(walls).listed()).hasToString("8080-8081");
    }

    @Test
    @DisplayName("Disable, and disable --purge, which leaves no trace")
    void purge(Walls walls) throws IOException {
        Actor stranger = walls.actor().start();
        berth(walls, 0, "create", "tcp+udp", "8080");
        berth(walls, 0, "exclude", "udp", "5000");
        berth(walls, 0, "disable");
        assertThat(stranger.bind(SocketKind.UDP4, 8080)).hasToString("ok");
        assertThat(berth(walls, 0, "list")).contains("8080", "not-enforced");
        berth(walls, 0, "restore");
        assertThat(stranger.bind(SocketKind.UDP4, 8080)).hasToString("EACCES");
        assertThat(InsidePorts.links(walls)).isPositive();
        berth(walls, 0, "disable", "--purge");
        assertThat(stranger.bind(SocketKind.UDP4, 8080)).hasToString("ok");
        assertThat(InsidePorts.links(walls)).isZero();
        assertThat(Everything.of(walls).listed().isEmpty()).isTrue();
        try (Stream<Path> left = Files.list(walls.directory())) {
            assertThat(left).isEmpty();
        }
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
            assertThat(mounts)
                    .noneMatch(mount -> mount.contains(walls.directory().toString()));
        }
    }

    @Test
    @DisplayName("Exit codes: 1 with 87 for what the engine refuses, 2 for what makes no sense, 4 without privilege")
    void exitCodes(Walls walls) throws IOException {
        for (String[] refused : new String[][] {{"0"}, {"8080", "0"}, {"65535+2"}, {"65535", "2"}}) {
            assertThat(berth(walls, 1, words("create tcp", refused))).contains("87");
        }
        for (String[] senseless : new String[][] {{"x"}, {"65536"}, {"8083-8080"}, {"8080", "--no-such-option"}}) {
            berth(walls, 2, words("create tcp", senseless));
        }
        berth(walls, 2, "create", "sctp", "8080");
        berth(walls, 2, "no-such-command");
        assertThat(berth(walls, 1, "create", "tcp", "8080", "--consumer", "user:no-such-user"))
                .contains("no-such-user");
        berth(walls, 0, "create", "tcp", "8080");
        for (List<String> change : List.of(
                List.of("create", "tcp", "9090"),
                List.of("delete", "tcp", "8080"),
                List.of("change", "tcp", "8080", "--no-name"),
                List.of("exclude", "tcp", "9090"),
                List.of("restore"),
                List.of("disable", "--purge"))) {
            Program.Result result = Launcher.of(walls, "setpriv", "--bounding-set=-all", "--inh-caps=-all")
                    .and(change.toArray(String[]::new))
                    .expect(4);
            assertThat(result.err()).contains("ERROR_ACCESS_DENIED", "CAP_BPF");
        }
        assertThat(berth(walls, 0, "list")).contains("8080");
    }

    @Test
    @DisplayName("Places are flags as well as variables, and a flag wins")
    void places(Walls walls) throws IOException {
        Path other = walls.directory().resolve("other");
        Launcher.of(walls, "env", "BERTH_STORE=" + walls.directory().resolve("unused"))
                .and("--store", other.toString(), "create", "tcp", "8080")
                .expect(0);
        assertThat(other.resolve("tcp-8080-1.json")).exists();
        assertThat(walls.directory().resolve("unused")).doesNotExist();
        Launcher.of(walls)
                .and("disable", "--purge", "--store", other.toString())
                .expect(0);
        assertThat(other).doesNotExist();
    }

    /** Runs it and answers everything it said. */
    private static String berth(Walls walls, int exit, String... words) throws IOException {
        Program.Result result = Launcher.of(walls).and(words).expect(exit);
        assertThat(exit == 0 ? result.err().replaceAll("berth: warning: .*\n", "") : result.out())
                .isEmpty();
        return result.out() + result.err();
    }

    private static String[] words(String first, String... rest) {
        return Stream.concat(Stream.of(first.split(" ", -1)), Stream.of(rest)).toArray(String[]::new);
    }

    private static String token(String text) {
        Matcher matcher = TOKEN.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group();
    }
}
