package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code berth serve --portserver}, as portpicker asks it: Debian's, unmodified, from Python and from a shell script, while
 * others try to take the port.
 */
@InWalls
class PortserverE2ETest {
    private static final int ALICE = 54_321;
    private static final int EVE = 54_322;
    /** Debian's own: another Python of the machine does not have its modules. */
    private static final String PYTHON = "/usr/bin/python3";

    /** Picks ports, binds each in both pools, over both families, and waits. */
    private static final String PICKS = """
            import portpicker, socket, sys
            for line in sys.stdin:
                port = portpicker.pick_unused_port()
                for family in socket.AF_INET, socket.AF_INET6:
                    for kind in socket.SOCK_STREAM, socket.SOCK_DGRAM:
                        one = socket.socket(family, kind)
                        if family == socket.AF_INET6:
                            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                        one.bind(('', port))
                        one.close()
                print(port, flush=True)
            """;

    /** Picks a port for itself, as scripts do, and has a command bind it. */
    private static final String SCRIPT = """
            port=$(%1$s -m portpicker $$)
            %1$s -c 'import socket, sys; socket.socket().bind(("", int(sys.argv[1])))' "$port" && echo "$port"
            exec sleep 1000
            """.formatted(PYTHON);

    /** Sends words byte for byte, and says what comes. */
    private static final String ASKS = """
            import os, socket, sys
            def ask(what):
                one = socket.socket(socket.AF_UNIX)
                one.connect('\\0' + os.environ['PORTSERVER_ADDRESS'][1:])
                one.sendall(what.replace('OWN', str(os.getpid())).replace('SHELL', str(os.getppid())).encode())
                return one.recv(100).decode()
            print([ask(what) for what in sys.argv[1:]])
            """;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("portpicker in Python: on an abstract name and on a path, while a stranger tries to steal")
    void python(boolean isAbstract, Walls walls) throws Exception {
        String name =
                isAbstract ? name(walls) : walls.directory().resolve("ports").toString();
        Serving.in(walls, "--portserver", name);
        Process picker = as(ALICE, walls, name, PYTHON, "-c", PICKS).start();
        walls.closeLater(picker::destroyForcibly);
        Actor eve = walls.actor().as(EVE, EVE).start();
        PortBlock first = PortBlock.of(20_000, 8);
        for (int i = 0; i < first.count(); i++) {
            int port = pick(picker);
            assertThat(port).isEqualTo(first.start() + i);
            for (SocketKind kind : List.of(SocketKind.TCP4, SocketKind.TCP6, SocketKind.UDP4, SocketKind.UDP6)) {
                assertThat(eve.bind(kind, port)).as(kind + " " + port).hasToString("EACCES");
            }
        }
        try (ExecutorService thief = Executors.newSingleThreadExecutor()) {
            Callable<Object> attack = () -> eve.attack(SocketKind.TCP4, "0.0.0.0", PortBlock.of(20_000, 40), 20_000);
            Future<Object> stealing = thief.submit(attack);
            for (int i = 0; i < 20; i++) {
                pick(picker);
            }
            stealing.get();
        }
        picker.destroyForcibly().waitFor();
        Eventually.when(
                "the ports are free",
                () -> eve.bind(SocketKind.TCP4, first.start()).toString().equals("ok"));
    }

    @Test
    @DisplayName("portpicker in a shell script, which names itself: it and what it runs may bind, nobody else")
    void shell(Walls walls) throws IOException {
        String name = name(walls);
        Serving.in(walls, "--portserver", name);
        Process script = as(ALICE, walls, name, "sh", "-c", SCRIPT).start();
        walls.closeLater(script::destroyForcibly);
        int port = Integer.parseInt(script.inputReader().readLine());
        assertThat(walls.actor().as(EVE, EVE).start().bind(SocketKind.TCP4, port))
                .hasToString("EACCES");
        assertThat(walls.actor().as(ALICE, ALICE).start().bind(SocketKind.UDP4, port))
                .hasToString("EACCES");
        assertThat(Launcher.of(walls).and("list").expect(0).out())
                .containsPattern("tcp\\+udp +" + port + " .* pid " + script.pid() + " ");
    }

    @Test
    @DisplayName("The protocol: the asker's pid or an ancestor's, with a newline or without; all else gets nothing")
    void words(Walls walls) throws IOException {
        String name = name(walls);
        Serving.in(walls, "--portserver", name);
        Actor foreign = walls.actor().as(EVE, EVE).start();
        Actor sibling = walls.actor().as(ALICE, ALICE).start();
        List<String> nothing = List.of(
                "0",
                "1",
                "2147483646",
                "nonsense",
                "123456789012345678901",
                Integer.toString(foreign.pid()),
                Integer.toString(sibling.pid()),
                Long.toString(ProcessHandle.current().pid()));
        Program asker = as(ALICE, walls, name, "sh", "-c", PYTHON + " -c \"$0\" \"$@\"; :", ASKS)
                .and("OWN", "OWN\n", "SHELL")
                .and(nothing.toArray(String[]::new));
        assertThat(asker.expect(0).out())
                .isEqualTo("['20000\\n', '20001\\n', '20002\\n'" + ", ''".repeat(nothing.size()) + "]\n");
    }

    @Test
    @DisplayName("An empty pool gets nothing, and neither does who has had enough")
    void empty(Walls walls) throws IOException {
        String name = name(walls);
        Serving.in(walls, "--portserver", name, "--range", "21000-21002");
        Program asker = as(ALICE, walls, name, PYTHON, "-c", ASKS).and("OWN", "OWN", "OWN", "OWN");
        assertThat(asker.expect(0).out()).isEqualTo("['21000\\n', '21001\\n', '21002\\n', '']\n");
        // They ended with the one who asked.
        assertThat(asker.expect(0).out()).isEqualTo("['21000\\n', '21001\\n', '21002\\n', '']\n");
    }

    private static int pick(Process picker) throws IOException {
        picker.outputWriter().write("\n");
        picker.outputWriter().flush();
        BufferedReader picked = picker.inputReader();
        String port = picked.readLine();
        if (port == null) {
            throw new IOException(new String(picker.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return Integer.parseInt(port);
    }

    private static String name(Walls walls) {
        return "@" + walls.directory().getFileName();
    }

    private static Program as(int user, Walls walls, String portserver, String... command) {
        return walls.program("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--inh-caps=-all")
                .and(command)
                .with("PORTSERVER_ADDRESS", portserver);
    }
}
