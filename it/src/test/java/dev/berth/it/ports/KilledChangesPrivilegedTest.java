package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.Reboot;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Berthd;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Program;
import dev.berth.testkit.Soak;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kill -9} of who changes what is reserved, at random moments: the next change finds everything whole. */
@InWalls
@Tag(Soak.TAG)
class KilledChangesPrivilegedTest {
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.values());
    private static final PortBlock ARENA = PortBlock.of(40_000, 30);
    private static final PortBlock STANDING = PortBlock.of(41_000, 4);
    private static final PortSet OTHERS = PortSet.of(List.of(PortBlock.of(22), PortBlock.of(40_100, 9)));
    private static final int MOST_ANSWERS = 12;
    private static final int LONGEST_CHANGE_NANOS = 12_000_000;
    private static final int LONGEST_START_NANOS = 600_000_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Records records = new Records();
    private int changes;

    @Test
    @DisplayName("Killed in the middle of changes: what was acknowledged stands, what was not is whole or not at all")
    void killedWhileStrangersTry(Walls walls) throws Exception {
        int kills = Soak.times(6, 300);
        int commands = Soak.times(1, 40);
        Aftermath aftermath = begun(walls);
        try (Ports ports = InsidePorts.of(walls)) {
            ports.create(ReservationRequest.of(Protocol.TCP_UDP, STANDING)).orElseThrow();
        }
        records.settle(aftermath.agreed("at first"));
        AtomicBoolean end = new AtomicBoolean();
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Actor stranger = walls.actor().start();
            Future<Integer> attempts = executor.submit(() -> probed(stranger, end));
            try {
                for (int kill = 0; kill < kills; kill++) {
                    killProcess(walls, aftermath, kill);
                }
                for (int kill = 0; kill < commands; kill++) {
                    killCommand(walls, aftermath, kill);
                }
            } finally {
                end.set(true);
            }
            Soak.say("killed in changes: " + kills + " processes within " + changes + " changes and " + commands
                    + " commands; nothing lost, torn or left; a stranger was refused " + attempts.get() + " times");
        }
    }

    @Test
    @DisplayName("Killed while the guard is loaded, Berth disabled or removed: the next restore makes it whole")
    void killedWhileItComesAndGoes(Walls walls) throws Exception {
        int kills = Soak.times(2, 30);
        Aftermath aftermath = begun(walls);
        for (int kill = 0; kill < kills; kill++) {
            String where = "seed " + seed + ", kill " + kill;
            Reboot.of(walls);
            walls.sysctl("ip_local_reserved_ports", OTHERS.toString());
            try (Victim early = Victim.start(walls, changing(walls, true))) {
                LockSupport.parkNanos(random.nextInt(LONGEST_START_NANOS));
                early.kill();
            }
            Victim victim = Victim.start(walls, changing(walls, true));
            victim.awaitAnswers(1);
            assertThat(aftermath.agreed(where)).isIn(records.allowed(Change.RESTORE));
            end(walls, aftermath, victim, where);
        }
        Soak.say("killed in comings and goings: " + 2 * kills + " processes, the first " + kills
                + " while the guard was loaded; nothing lost, torn or left");
    }

    private Aftermath begun(Walls walls) throws IOException {
        walls.sysctl("ip_local_reserved_ports", OTHERS.toString());
        restore(walls);
        Aftermath aftermath = new Aftermath(walls, OTHERS);
        // What is pinned before anybody is killed is what has to be pinned afterwards.
        records.settle(aftermath.agreed("at first"));
        return aftermath;
    }

    /** A process that mends what is left, is looked at, and goes on until it is killed. */
    private void killProcess(Walls walls, Aftermath aftermath, int kill) throws IOException {
        String where = "seed " + seed + ", kill " + kill;
        Victim victim = Victim.start(walls, changing(walls, false));
        victim.awaitAnswers(1);
        assertThat(aftermath.agreed(where)).as(where).isIn(records.allowed(Change.RESTORE));
        end(walls, aftermath, victim, where);
    }

    private void end(Walls walls, Aftermath aftermath, Victim victim, String where) throws IOException {
        victim.go();
        victim.awaitAnswers(1 + random.nextInt(MOST_ANSWERS));
        LockSupport.parkNanos(random.nextInt(LONGEST_CHANGE_NANOS));
        Victim.Words words = victim.kill();
        words.done().forEach(records::acknowledge);
        changes += words.done().size();
        Change underWay = words.underWay().orElse(Change.RESTORE);
        next(walls, aftermath, underWay, where + " in " + underWay + " after " + words.done());
    }

    /** A command of its own, which is killed somewhere between its start and its end. */
    private void killCommand(Walls walls, Aftermath aftermath, int kill) throws IOException {
        int turn = kill % PROTOCOLS.size();
        Protocol protocol = PROTOCOLS.get(turn);
        PortBlock block = PortBlock.of(40_200 + 2 * turn, 2);
        List<String> verbs = records.has(new Change("create", protocol, block, "root"))
                ? List.of("change", "delete")
                : records.has(new Change("exclude", protocol, block, ""))
                        ? List.of("remove")
                        : List.of("create", "exclude");
        Change change = new Change(verbs.get(random.nextInt(verbs.size())), protocol, block, "root");
        String where = "seed " + seed + ", command " + kill + " " + change;
        Victim command =
                Victim.start(walls, Berthd.berth(walls).and(change.commandLine().toArray(String[]::new)));
        LockSupport.parkNanos(random.nextInt(LONGEST_START_NANOS));
        command.close(); // kills it, and what it may have said is for nobody
        next(walls, aftermath, change, where);
    }

    /** The next change, of another process or engine. */
    private void next(Walls walls, Aftermath aftermath, Change underWay, String where) throws IOException {
        restore(walls);
        Map<String, String> there = aftermath.agreed(where);
        if (!underWay.equals(Change.PURGE)) { // which takes one file after the other
            assertThat(there).as(where).isIn(records.allowed(underWay));
        }
        records.settle(there);
    }

    /** By an engine that keeps nothing open afterwards. */
    private static void restore(Walls walls) {
        try (Ports ports = InsidePorts.of(walls)) {
            ports.restore().orElseThrow();
        }
    }

    private Program changing(Walls walls, boolean gaps) {
        return StartedApart.java(walls, ChangesMain.class)
                .and("" + ARENA.start(), "" + ARENA.last(), "" + random.nextLong(), "" + gaps);
    }

    private static int probed(Actor stranger, AtomicBoolean end) throws IOException {
        int refusals = 0;
        while (!end.get()) {
            for (SocketKind kind : List.of(SocketKind.TCP_DUAL, SocketKind.UDP4)) {
                Map<String, Integer> answers = stranger.attack(kind, kind.wildcard(), STANDING, 20);
                assertThat(answers).containsOnlyKeys("EACCES");
                refusals +=
                        answers.values().stream().mapToInt(Integer::intValue).sum();
                LockSupport.parkNanos(5_000_000);
            }
        }
        return refusals;
    }
}
