package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code berth acquire} and {@code berth release} as people run them, as processes within walls. */
@InWalls
class AcquireE2ETest {
    /** Tells who it is, binds its first port, leaves a daemon behind that binds the second, and waits. */
    private static final String SERVER = """
            import os, signal, socket, sys
            kind = socket.SOCK_STREAM if sys.argv[1] == 'tcp' else socket.SOCK_DGRAM
            port = int(os.environ['BERTH_PORT'])
            kept = []
            def bind(at):
                try:
                    kept.append(socket.socket(socket.AF_INET, kind))
                    kept[-1].bind(('', at))
                    return 'ok'
                except OSError as refused:
                    return refused.strerror
            print(os.getpid(), os.environ['BERTH_PORTS'], os.environ['BERTH_TOKEN'], bind(port), flush=True)
            owner = os.getpid()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    kept.pop().close()
                    while os.getppid() != owner and os.getppid() != 1: pass
                    print(os.getpid(), os.getppid(), bind(port + 1), flush=True)
                    signal.pause()
                os._exit(0)
            os.wait()
            sys.stdin.read()
            """;

    @PerProtocol
    @DisplayName("R14: the command and its daemon may bind, a stranger of the same user not; kill -9 frees the block")
    void lifetime(Protocol protocol, Walls walls) throws IOException, InterruptedException {
        SocketKind kind = SocketKind.of(protocol);
        Actor stranger = walls.actor().start();
        Process server = Launcher.of(walls)
                .and("acquire", protocol.label(), "--count", "3", "--start", "9000", "--")
                .and("python3", "-I", "-S", "-c", SERVER, protocol.label())
                .start();
        walls.closeLater(server::destroyForcibly);
        try (var said = server.inputReader()) {
            String[] words = said.readLine().split(" ", -1);
            assertThat(words)
                    .startsWith(Long.toString(server.pid()), "9000-9002")
                    .endsWith("ok");
            String[] daemon = said.readLine().split(" ", -1);
            ProcessHandle orphan = ProcessHandle.of(Long.parseLong(daemon[0])).orElseThrow();
            walls.closeLater(orphan::destroyForcibly);
            assertThat(daemon).endsWith(Long.toString(server.pid()), "ok");
            assertThat(stranger.bind(kind, 9002)).hasToString("EACCES");
            assertThat(berth(walls, 0, "list"))
                    .containsPattern("9000-9002 .* pid " + server.pid()
                            + " \\(python3?[0-9.]*, user root\\) ends +enforced +" + words[2]);

            server.destroyForcibly().waitFor();
            assertThat(stranger.bind(kind, 9002)).hasToString("ok");
            assertThat(stranger.bind(kind, 9000)).hasToString("ok");
            assertThat(stranger.bind(kind, 9001)).hasToString("EADDRINUSE"); // the daemon lives, and has bound it
        }
        assertThat(berth(walls, 0, "list")).isEqualTo("nothing is reserved\n");
    }

    @PerProtocol
    @DisplayName("R12, R13: another process's block is released with --force and not without; its owner lives on")
    void release(Protocol protocol, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        String pool = protocol.label();
        Actor stranger = walls.actor().start();
        Process owner = Launcher.of(walls)
                .and("acquire", pool, "--consumer", "user:1", "--deny-with", "eaddrinuse", "--", "sh", "-c")
                .and("echo $BERTH_PORTS $BERTH_TOKEN; read -r end")
                .start();
        walls.closeLater(owner::destroyForcibly);
        try (var said = owner.inputReader()) {
            String[] words = said.readLine().split(" ", -1);
            int port = Integer.parseInt(words[0]);
            assertThat(port).isBetween(20_000, 29_999);
            assertThat(stranger.bind(kind, port)).hasToString("EADDRINUSE");
            assertThat(walls.actor().as(1, 1).start().bind(kind, port)).hasToString("ok");
            assertThat(berth(walls, 0, "list", pool, "--json"))
                    .contains("\"runtime\":[{", "\"start\":" + port, "\"pid\":" + owner.pid(), "\"user\":\"daemon\"")
                    .contains("\"lifetime\":\"process\"", words[1]);

            for (List<String> named : List.of(List.of(pool, words[0]), List.of(words[0]), List.of(words[1]))) {
                assertThat(berth(walls, 1, "release", String.join(" ", named)))
                        .contains("WSAEINVAL (10022)", "pid " + owner.pid(), "--force");
            }
            assertThat(berth(walls, 1, "release", "tcp+udp", words[0], "--force"))
                    .contains("1168");
            assertThat(berth(walls, 0, "release", words[1], "--force"))
                    .isEqualTo("released " + pool + " " + port + " of pid " + owner.pid()
                            + " (sh, user root); anybody may" + " bind there\n");
            assertThat(stranger.bind(kind, port)).hasToString("ok");
            assertThat(owner.isAlive()).isTrue();
            assertThat(berth(walls, 1, "release", words[1], "--force")).contains("10022");
        }
    }

    @Test
    @DisplayName("One process may acquire twice, each time becoming what comes next, and release its own")
    void nested(Walls walls) throws IOException {
        assertThat(berth(
                        walls,
                        0,
                        "acquire",
                        "tcp --start 9000 --",
                        Launcher.ROOT.resolve("berth").toString(),
                        "acquire udp --count 2 --start 8000 -- sh -c",
                        "echo $$ $BERTH_PORT $BERTH_PORTS; exec \"$0\" list",
                        Launcher.ROOT.resolve("berth").toString()))
                .matches("(?s)(\\d+) 8000 8000-8001\n.*udp +8000-8001 .*pid \\1 .*tcp +9000 .*pid \\1 .*");
        assertThat(berth(
                        walls,
                        0,
                        "acquire",
                        "tcp --start 9000 --",
                        Launcher.ROOT.resolve("berth").toString(),
                        "release tcp 9000"))
                .startsWith("released tcp 9000 of pid ");
    }

    @ParameterizedTest
    @CsvSource({
        "exit 7, 7",
        "kill -KILL $$, 137",
        "exec /no/such/file, 127",
    })
    @DisplayName("The command's end is the end")
    void status(String script, int status, Walls walls) throws IOException {
        Launcher.of(walls).and("acquire", "tcp", "--", "sh", "-c", script).expect(status);
    }

    @Test
    @DisplayName("127 for a command that is not there, 126 for one that cannot be executed; the block is free at once")
    void noCommand(Walls walls) throws IOException {
        Path plain = Files.writeString(walls.directory().resolve("plain"), "text");
        assertThat(berth(walls, 127, "acquire", "tcp --start 9000 -- no-such-command"))
                .contains("cannot run 'no-such-command': no directory of PATH has it", "tcp 9000 is free again");
        assertThat(berth(walls, 127, "acquire", "tcp --start 9000 --", plain + "-not"))
                .contains("there is no such file");
        assertThat(berth(walls, 126, "acquire", "tcp --start 9000 --", plain.toString()))
                .contains("permission denied", "ls -l " + plain);
        assertThat(berth(walls, 126, "acquire", "tcp --start 9000 --json --", plain.toString()))
                .contains("\"exit\":126");
        assertThat(berth(walls, 0, "list")).isEqualTo("nothing is reserved\n");
    }

    @Test
    @DisplayName(
            "R3, R4, R5, R16: what is taken, unsound or too much is refused, and who may not is told what is missing")
    void refusals(Walls walls) throws IOException {
        berth(walls, 0, "create", "tcp 8080-8083");
        walls.actor().start().socket(SocketKind.UDP4).bind("0.0.0.0", 9000).orElseThrow();
        assertThat(berth(walls, 1, "acquire", "tcp --start 8083 --count 2 -- true"))
                .contains("10048", "8080-8083");
        assertThat(berth(walls, 1, "acquire", "tcp+udp --start 9000 -- true")).contains("10048", "port 9000");
        assertThat(berth(walls, 1, "acquire", "tcp --start 0 -- true")).contains("10022");
        assertThat(berth(walls, 1, "acquire", "tcp --count 0 -- true")).contains("10022");
        assertThat(berth(walls, 1, "acquire", "tcp --start 65535 --count 2 -- true"))
                .contains("10022");
        assertThat(berth(walls, 1, "acquire", "tcp --consumer user:no-such-user -- true"))
                .contains("10022");
        assertThat(berth(walls, 1, "acquire", "tcp --range 21000-21003 --count 5 -- true"))
                .contains("10055");
        berth(walls, 2, "acquire", "tcp true");
        for (String words : List.of("acquire tcp -- true", "acquire tcp --start 80 -- true", "release tcp 9000")) {
            Program.Result result = Launcher.of(walls, "setpriv", "--bounding-set=-all", "--inh-caps=-all")
                    .and(words.split(" ", -1))
                    .expect(4);
            assertThat(result.err()).contains("WSAEACCES (10013)", "CAP_BPF").containsOnlyOnce("\n");
        }
    }

    @Test
    @DisplayName("R2: a block of nobody's choice comes from the range that was set, by the flag before the variable")
    void range(Walls walls) throws IOException {
        Program berth = Launcher.of(walls).with("BERTH_RUNTIME_RANGE", "21000-21009");
        String[] ports = {"--", "sh", "-c", "echo $BERTH_PORTS"};
        assertThat(berth.and("acquire", "tcp", "--count", "10")
                        .and(ports)
                        .expect(0)
                        .out())
                .isEqualTo("21000-21009\n");
        assertThat(berth.and("acquire", "udp", "--range", "22000")
                        .and(ports)
                        .expect(0)
                        .out())
                .isEqualTo("22000\n");
    }

    /** Runs it, the first words split at their blanks, and answers everything it said. */
    private static String berth(Walls walls, int exit, String... words) throws IOException {
        Program program = Launcher.of(walls);
        for (String word : words) {
            program = word.startsWith("echo ") ? program.and(word) : program.and(word.split(" ", -1));
        }
        Program.Result result = program.expect(exit);
        return result.out() + result.err().replaceAll("berth: warning: .*\n", "");
    }
}
