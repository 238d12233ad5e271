package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code berth entries} and {@code berth close}, as processes within walls, on sockets of other processes. */
@InWalls
class EntriesE2ETest {
    private static final Pattern COMMAND = Pattern.compile("(?m)^berth close '[^']+'");
    private static final String[] UNPRIVILEGED = {
        "setpriv", "--reuid=65534", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"
    };

    @Test
    @DisplayName("Entries with owners, in a table and as JSON; counted; bound ones only when asked")
    void entries(Walls walls) throws IOException {
        Actor server = walls.actor().as(1, 1).start();
        Connection connection = new Connection(server, walls.actor().start(), SocketKind.TCP4, 8080);
        String bound = walls.actor()
                .start()
                .socket(SocketKind.TCP4)
                .bind("127.0.0.1", 9090)
                .toString();
        assertThat(bound).isEqualTo("ok");

        List<String> rows = berth(walls, 0, "entries", "--owners", "sport", "=", ":8080")
                .out()
                .lines()
                .toList();
        assertThat(rows).hasSize(3);
        assertThat(rows.getFirst()).matches("STATE +RECV-Q +SEND-Q +LOCAL +REMOTE +OWNER +UNIT");
        assertThat(rows.get(1)).matches("LISTEN .* 127.0.0.1:8080 +0.0.0.0:\\* +" + server.pid() + " \\S+ \\S+ .*");
        assertThat(rows.get(2)).matches("ESTAB .* 127.0.0.1:8080 +127.0.0.1:" + connection.client.port() + " .*");
        assertThat(berth(walls, 0, "entries").out()).doesNotContain(":9090");
        assertThat(berth(walls, 0, "entries", "--bound").out()).containsPattern("BOUND .*127.0.0.1:9090 ");
        assertThat(berth(walls, 0, "entries", "--json", "--owners", "--info", "dport", "=", ":8080")
                        .out())
                .hasLineCount(1)
                .contains("\"state\":\"established\"", "\"remote\":{\"address\":\"127.0.0.1\",\"port\":8080}")
                .contains("\"rttMicros\":", "\"owners\":[{\"pid\":");
        assertThat(berth(walls, 0, "entries", "--counts").out())
                .containsPattern("ESTAB +2\n")
                .containsPattern("LISTEN +1\n")
                .containsPattern("total +3\n");
        assertThat(berth(walls, 0, "entries", "--udp").out()).isEqualTo("no entries\n");
        Program.Result wrong = berth(walls, 2, "entries", "sport", "=", ":80x");
        assertThat(wrong.err()).contains("80x", "\nberth:   sport = :80x\nberth:           ", "^\n");
    }

    @Test
    @DisplayName("Unprivileged: owners of others are ?, and closing is not permitted")
    void unprivileged(Walls walls) throws IOException {
        new Connection(walls.actor().start(), walls.actor().start(), SocketKind.TCP6, 8080);
        assertThat(Launcher.of(walls, UNPRIVILEGED)
                        .and("entries", "--owners")
                        .expect(0)
                        .out())
                .containsPattern("LISTEN .*\\[::1\\]:8080 +\\[::\\]:\\* +\\? +\\?\n");
        assertThat(Launcher.of(walls, UNPRIVILEGED)
                        .and("entries", "--owners", "--json")
                        .expect(0)
                        .out())
                .contains("\"owners\":\"unknown\"");
        assertThat(Launcher.of(walls, UNPRIVILEGED)
                        .and("close", "--all", "sport = :8080")
                        .expect(4)
                        .err())
                .contains("ERROR_ACCESS_DENIED (5)", "CAP_NET_ADMIN");
        assertThat(berth(walls, 0, "entries", "--counts").out()).containsPattern("total +3\n");
    }

    @Test
    @DisplayName("Close: none 317; several none; one by the printed command and no other; the rest with --all")
    void close(Walls walls) throws IOException {
        Actor server = walls.actor().start();
        Actor client = walls.actor().start();
        Connection one = new Connection(server, client, SocketKind.TCP4, 8080);
        Connection other = new Connection(server, client, SocketKind.TCP6, 8080);
        String both = "sport = :8080 and state established";

        assertThat(berth(walls, 1, "close", "sport = :1").err()).contains("ERROR_MR_MID_NOT_FOUND (317)");
        berth(walls, 2, "close");
        berth(walls, 2, "close", "sport", "=");
        Program.Result several = berth(walls, 1, "close", both);
        assertThat(several.err()).contains("2 entries match", "--all");
        assertThat(several.out()).hasLineCount(3).contains("127.0.0.1:8080", "[::1]:8080");

        String commands = berth(walls, 0, "close", "--dry-run", both).out();
        assertThat(commands).hasLineCount(2);
        String port = ":" + one.client.port() + " ";
        String chosen =
                commands.lines().filter(line -> line.contains(port)).findFirst().orElseThrow();
        assertThat(shell(walls, chosen, 0).out()).startsWith("closed tcp 127.0.0.1:8080 127.0.0.1:");
        assertThat(one.accepted.read()).hasToString("ECONNABORTED");
        assertThat(one.client.read()).hasToString("ECONNRESET");
        assertThat(other.accepted.reaches(other.client)).isTrue();
        assertThat(shell(walls, chosen, 1).err()).contains("317");

        Connection again = new Connection(server, client, SocketKind.TCP4, 8081);
        Program.Result all =
                berth(walls, 0, "close", "--all", "--json", "state established and ( sport = :8080 or sport = :8081 )");
        assertThat(all.out().lines().toList().getLast())
                .isEqualTo("{\"matched\":2,\"closed\":2,\"gone\":0,\"refused\":0,\"warnings\":[]}");
        assertThat(again.accepted.read()).hasToString("ECONNABORTED");
        assertThat(other.accepted.read()).hasToString("ECONNABORTED");
        assertThat(berth(walls, 0, "entries", "--counts", "state", "established")
                        .out())
                .isEqualTo("STATE  COUNT\ntotal  0\n");
    }

    @Test
    @DisplayName("Every printed command closes its own entry: listeners, UDP, IPv6 and mapped addresses too")
    void printedCommands(Walls walls) throws IOException {
        Actor server = walls.actor().start();
        Actor client = walls.actor().start();
        new Connection(server, client, SocketKind.TCP4, 8080);
        new Connection(server, client, SocketKind.TCP6, 8081);
        ActorSocket dual = server.socket(SocketKind.TCP_DUAL);
        assertThat(dual.bind("::", 8082)).hasToString("ok");
        assertThat(dual.listen()).hasToString("ok");
        assertThat(client.socket(SocketKind.TCP4).connect("127.0.0.1", 8082)).hasToString("ok");
        dual.accept();
        assertThat(server.socket(SocketKind.UDP4).bind("127.0.0.1", 8083)).hasToString("ok");
        String left = "sport >= :8080 and sport <= :8083";
        String commands = berth(walls, 0, "close", "--dry-run", "--tcp", "--udp", "--all", left)
                .out();
        assertThat(commands)
                .hasLineCount(7)
                .contains("berth close --udp 'src = 127.0.0.1:8083", "[::ffff:127.0.0.1]:8082");
        assertThat(COMMAND.matcher(commands).results()).hasSize(6);
        for (String command : commands.lines().toList()) {
            assertThat(shell(walls, command, 0).out()).startsWith("closed ");
        }
        assertThat(commands).containsPattern("127.0.0.1:8083 and .*# its owner keeps port 8083");
        assertThat(berth(walls, 0, "entries", left).out()).isEqualTo("no entries\n");
    }

    @Test
    @DisplayName("A watch sees a connection come, change and go, and ends by SIGINT")
    void watch(Walls walls) throws Exception {
        Actor server = walls.actor().start();
        ActorSocket listener = listener(server, SocketKind.TCP4, 8080);
        // Whoever started the tests in the background has left them SIGINT ignored, and children inherit that.
        Process watch = Launcher.of(walls, "env", "--default-signal=INT")
                .and("entries", "--watch", "--interval", "0.05", "sport", "=", ":8080", "or", "sport", "=", ":8081")
                .start();
        try (BufferedReader seen = watch.inputReader(StandardCharsets.UTF_8)) {
            // Until it looks: each of these listeners comes to late or is the first that it sees.
            listener(server, SocketKind.TCP4, 8081);
            ActorSocket[] probe = {server.socket(SocketKind.TCP6)};
            assertThat(probe[0].bind("::1", 8081)).hasToString("ok");
            Eventually.when("the watch looks", () -> {
                probe[0].listen();
                probe[0].close();
                probe[0] = server.socket(SocketKind.TCP6);
                probe[0].bind("::1", 8081);
                return seen.ready();
            });
            Connection connection = new Connection(listener, walls.actor().start(), SocketKind.TCP4);
            int port = connection.client.port();
            await(seen, "\\+ ESTAB +127.0.0.1:8080  127.0.0.1:" + port);
            connection.client.close();
            await(seen, "~ CLOSE-WAIT +127.0.0.1:8080  127.0.0.1:" + port + "  was ESTAB");
            connection.accepted.close();
            await(seen, "- \\S+ +127.0.0.1:8080  127.0.0.1:" + port);
            Program.of("kill", "-INT", Long.toString(watch.pid())).expect(0);
            assertThat(watch.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.exitValue()).isEqualTo(130);
        } finally {
            watch.destroyForcibly();
        }
    }

    @Test
    @DisplayName("A reader that goes away ends a listing quietly, and no closing")
    void closedPipe(Walls walls) throws IOException {
        Actor server = walls.actor().start();
        server.connectMany(SocketKind.TCP4, "127.0.0.1", 8080, 100);
        Program.Result listing =
                pipe(walls, "for i in 1 2 3 4 5; do \"$@\" || exit; done | head -1", "entries", "--json");
        assertThat(listing.out()).hasLineCount(2).endsWith("}\n0\n");
        assertThat(listing.err()).isEmpty();
        Program.Result closing = pipe(walls, "\"$@\" | true", "close", "--all", "--json", "dport = :8080");
        assertThat(closing.err()).isEmpty();
        assertThat(closing.out()).isEqualTo("0\n");
        assertThat(berth(walls, 0, "entries", "dport", "=", ":8080").out()).isEqualTo("no entries\n");
    }

    /** Runs a pipeline and prints the exit status of its first part. */
    private static Program.Result pipe(Walls walls, String pipeline, String... words) throws IOException {
        return Launcher.of(walls, "bash", "-c", pipeline + "; echo \"${PIPESTATUS[0]}\"", "bash")
                .and(words)
                .expect(0);
    }

    /** Runs a command line as somebody would who copies it. */
    private static Program.Result shell(Walls walls, String line, int exit) throws IOException {
        String path = Launcher.ROOT + ":" + System.getenv("PATH");
        Program.Result result = walls.program("sh", "-c", line)
                .with("PATH", path)
                .with("BERTH_BUILD", "never")
                .run();
        assertThat(result.exit())
                .as("%s: %s%s", line, result.out(), result.err())
                .isEqualTo(exit);
        return result;
    }

    private static void await(BufferedReader seen, String row) throws IOException {
        Pattern pattern = Pattern.compile("^[0-9:]{8} " + row);
        String line = seen.readLine();
        while (line != null && !pattern.matcher(line).find()) {
            line = seen.readLine();
        }
        assertThat(line).as(row).isNotNull();
    }

    private static Program.Result berth(Walls walls, int exit, String... words) throws IOException {
        return Launcher.of(walls).and(words).expect(exit);
    }

    private static ActorSocket listener(Actor server, SocketKind kind, int port) throws IOException {
        ActorSocket listener = server.socket(kind);
        assertThat(listener.bind(kind.loopback(), port)).hasToString("ok");
        assertThat(listener.listen()).hasToString("ok");
        return listener;
    }

    /** A connection over the loopback, between two processes. */
    private static final class Connection {
        final ActorSocket client;
        final ActorSocket accepted;

        Connection(Actor server, Actor client, SocketKind kind, int port) throws IOException {
            this(listener(server, kind, port), client, kind);
        }

        Connection(ActorSocket listener, Actor client, SocketKind kind) throws IOException {
            this.client = client.socket(kind);
            assertThat(this.client.connect(kind.loopback(), listener.port())).hasToString("ok");
            accepted = listener.accept();
        }
    }
}
