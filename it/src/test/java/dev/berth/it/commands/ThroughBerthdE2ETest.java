package dev.berth.it.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code ./berth} as ordinary users run it, with berthd and without. */
@InWalls
class ThroughBerthdE2ETest {
    private static final int ALICE = 54_321;
    private static final int EVE = 54_322;
    private static final String SAYS_WHO = "echo $$ $BERTH_PORTS $BERTH_TOKEN; exec sleep 1000";

    @PerProtocol
    @DisplayName("P7, R14: a user's command has its block, others are refused, kill -9 frees it; watch tells all of it")
    void acquire(Protocol protocol, Walls walls) throws IOException, InterruptedException {
        SocketKind kind = SocketKind.of(protocol);
        Serving.in(walls);
        BufferedReader events = watch(walls);

        Process owner = as(ALICE, walls, "acquire", protocol.label(), "--count", "2", "--", "sh", "-c", SAYS_WHO)
                .start();
        walls.closeLater(owner::destroyForcibly);
        String[] words = owner.inputReader().readLine().split(" ", -1);
        assertThat(words[0]).as("no process of Berth's stays").isEqualTo(Long.toString(owner.pid()));
        int port = Integer.parseInt(words[1].split("-", -1)[0]);
        assertThat(next(events, "acquired " + protocol + " " + words[1]))
                .contains("  pid " + owner.pid() + " (", "user " + ALICE);
        assertThat(as(EVE, walls, "list").expect(0).out())
                .containsPattern(
                        words[1] + " .* pid " + owner.pid() + " .*user " + ALICE + "\\) ends +enforced +" + words[2]);

        Actor eve = walls.actor().as(EVE, EVE).start();
        assertThat(eve.bind(kind, port)).hasToString("EACCES");
        assertThat(next(events, "refused  " + protocol + " " + port + " on "))
                .contains("  pid " + eve.pid() + " (", "user " + EVE);

        owner.destroyForcibly().waitFor();
        assertThat(eve.bind(kind, port)).hasToString("ok");
        assertThat(next(events, "ended    " + protocol + " " + words[1])).doesNotContain("pid 0");
        assertThat(as(EVE, walls, "list").expect(0).out()).isEqualTo("nothing is reserved\n");
    }

    @Test
    @DisplayName("P7, P14: who is no administrator lists and looks up through berthd, and changes nothing that lasts")
    void othersRights(Walls walls) throws IOException {
        Launcher.of(walls).and("create", "tcp", "8080-8083", "--name", "web").expect(0);
        Serving.in(walls);
        assertThat(as(ALICE, walls, "lookup", "web").expect(0).out())
                .contains("8080-8083", "enforced")
                .doesNotContain("not-verified");
        assertThat(as(ALICE, walls, "list", "--json").expect(0).out()).contains("\"standing\":\"enforced\"");
        for (List<String> change : List.of(
                List.of("create", "tcp", "9090"),
                List.of("change", "web", "--no-name"),
                List.of("delete", "web"),
                List.of("exclude", "tcp", "9090"),
                List.of("restore"),
                List.of("disable"),
                List.of("disable", "--purge"))) {
            assertThat(as(ALICE, walls, change.toArray(String[]::new)).expect(4).err())
                    .contains("ERROR_ACCESS_DENIED (5): ", "only for administrators", "root")
                    .containsOnlyOnce("\n");
        }
        assertThat(Launcher.of(walls).and("list").expect(0).out()).contains("web");
        assertThat(as(ALICE, walls, "metrics").expect(0).out()).contains("# TYPE berth");
    }

    @Test
    @DisplayName("Without berthd a user reads what is recorded, and is told of berthd where that does not do")
    void withoutBerthd(Walls walls) throws IOException {
        Launcher.of(walls).and("create", "tcp", "8080").expect(0);
        Serving.in(walls).close();
        Files.deleteIfExists(Serving.socket(walls));
        assertThat(as(ALICE, walls, "list").expect(0).out()).contains("8080", "not-verified");
        assertThat(as(ALICE, walls, "create", "tcp", "9090").expect(4).err())
                .contains("CAP_BPF", "or start berthd, which lets in whom its policy names");
        assertThat(as(ALICE, walls, "acquire", "tcp", "--", "true").expect(4).err())
                .contains("CAP_BPF", "or start berthd, which gives ports to everybody");
        assertThat(as(ALICE, walls, "watch").expect(3).err())
                .contains("WSAENETDOWN (10050): watch: nobody answers on " + Serving.socket(walls));
    }

    @Test
    @DisplayName("Where berthd was killed, users are told with 3, and an administrator goes on without it")
    void killed(Walls walls) throws IOException, InterruptedException {
        Serving serving = Serving.in(walls);
        assertThat(as(ALICE, walls, "list").expect(0).out()).isEqualTo("nothing is reserved\n");
        serving.kill();
        assertThat(Files.exists(Serving.socket(walls))).isTrue();
        for (String command : List.of("list", "acquire tcp -- true", "create tcp 8080")) {
            assertThat(as(ALICE, walls, command.split(" ", -1)).expect(3).err())
                    .contains("nobody answers on", "(Connection refused)", "'berth serve'")
                    .containsOnlyOnce("\n");
        }
        Process watch = Launcher.of(walls).and("watch").start();
        walls.closeLater(watch::destroyForcibly);
        BufferedReader events = watch.inputReader();
        Eventually.when("the kernel is watched", () -> {
            Launcher.of(walls).and("create", "tcp", "9090").expect(0);
            Launcher.of(walls).and("delete", "tcp", "9090").expect(0);
            return events.ready();
        });
        watch.destroyForcibly().waitFor();
        Launcher.of(walls).and("create", "tcp", "8080").expect(0);
        Serving.in(walls);
        assertThat(as(ALICE, walls, "list").expect(0).out()).contains("8080", "enforced");
    }

    /** What a user sees happen, a line each, from here on. */
    private static BufferedReader watch(Walls walls) throws IOException {
        Process watch = as(EVE, walls, "watch").start();
        walls.closeLater(watch::destroyForcibly);
        BufferedReader events = watch.inputReader();
        Eventually.when("something that happens is told", () -> {
            as(EVE, walls, "acquire", "udp", "--", "true").expect(0);
            return events.ready();
        });
        return events;
    }

    private static String next(BufferedReader events, String wanted) throws IOException {
        String line = events.readLine();
        while (!line.contains(wanted)) {
            line = events.readLine();
        }
        return line;
    }

    private static Program as(int user, Walls walls, String... words) {
        return Launcher.of(walls, "setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--inh-caps=-all")
                .and(words);
    }
}
