package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Soak;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many processes that want blocks of the same thousand ports, and thieves beside them. Six for some seconds; in the
 * long form thirty for a minute.
 */
@Tag(Soak.TAG)
@InWallsWithPorts
class RuntimeOverlapPrivilegedTest {
    private static final int CONTENDERS = Soak.times(6, 30);
    private static final int MILLISECONDS = Soak.times(2_000, 60_000);
    /** Each does so many at least, on a machine that is busy with something else too. */
    private static final int ROUNDS = 50;

    /** So many bytes of its log. */
    private static final int KILLED_AFTER = 2_000;

    private static final PortBlock ARENA = PortBlock.of(20_000, 1_000);
    /** Half of the arena, and more than must remain. */
    private static final PortBlock AUTOMATIC = PortBlock.between(20_500, 23_999);

    @Test
    @DisplayName(
            "R2 R3 R7 No port has two holders at once, whoever comes, goes or is killed, and none is lost in the end")
    void noOverlap(Ports ports, Walls walls) throws Exception {
        walls.automatic(AUTOMATIC);
        List<Actor> thieves =
                List.of(walls.actor().start(), Accounts.actor(walls).start());
        List<Path> logs = new ArrayList<>();
        List<Process> contenders = new ArrayList<>();
        for (int i = 0; i < CONTENDERS; i++) {
            logs.add(Files.createFile(walls.directory().resolve("contender-" + i)));
            contenders.add(start(walls, i, logs.getLast()));
        }
        int attempts = 0;
        Process victim = contenders.removeFirst();
        try {
            while (contenders.stream().anyMatch(Process::isAlive)) {
                for (Actor thief : thieves) {
                    attempts += steal(thief);
                }
                if (Files.size(logs.getFirst()) > KILLED_AFTER) {
                    victim.destroyForcibly();
                }
            }
            for (Process contender : contenders) {
                assertThat(contender.waitFor()).as(errors(contender)).isZero();
            }
            assertThat(victim.waitFor()).isEqualTo(128 + 9);
        } finally {
            contenders.forEach(Process::destroyForcibly);
            victim.destroyForcibly();
        }
        Referee referee = new Referee();
        for (Path log : logs) {
            referee.read(log, 0); // with the process goes what it had
        }
        Soak.say("no overlap: " + CONTENDERS + " processes held " + referee.holds() + " blocks and bound "
                + referee.bound() + " sockets in them; thieves tried " + attempts + " times");
        assertThat(referee.fouls()).isEmpty();
        assertThat(referee.byProcess()).hasSize(CONTENDERS);

        assertThat(ports.list().orElseThrow().runtime()).isEmpty();
        ports.create(ReservationRequest.of(Protocol.TCP_UDP, ARENA)).orElseThrow();
        assertThat(Everything.of(walls).entries()).hasSize(1);
        ports.delete(Protocol.TCP_UDP, ARENA).orElseThrow();
        assertThat(Everything.of(walls).entries()).isEmpty();
        assertThat(Everything.of(walls).listed()).isEqualTo(PortSet.EMPTY);
    }

    private static Process start(Walls walls, int seed, Path log) throws IOException {
        Process process = StartedApart.java(walls, Contender.class)
                .and("" + ARENA.start(), "" + ARENA.last(), "" + seed, "" + MILLISECONDS, "" + ROUNDS, log.toString())
                .start();
        process.getOutputStream().close();
        walls.closeLater(process::destroyForcibly);
        return process;
    }

    /** Whatever they get is free; what they keep while somebody acquires it is refused to him. Answers how often. */
    private static int steal(Actor thief) throws IOException {
        int attempts = 0;
        for (SocketKind kind : List.of(SocketKind.TCP_DUAL, SocketKind.UDP4)) {
            for (var outcomes : List.of(
                    thief.attack(kind, kind.wildcard(), ARENA, ARENA.count()),
                    thief.bindAutomatically(kind, ARENA, ARENA.count()))) {
                assertThat(outcomes.keySet()).isSubsetOf("ok", "EACCES", "EADDRINUSE", "inside", "outside");
                attempts +=
                        outcomes.values().stream().mapToInt(Integer::intValue).sum();
            }
        }
        return attempts;
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
