package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InsidePorts;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Soak;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The file system of the store fails, at each of a change's calls in turn: the change is refused with a sentence that names
 * the file, nothing has changed, and the next attempt succeeds.
 */
@InWalls
@Tag(Soak.TAG)
class FailingStorePrivilegedTest {
    private static final PortBlock HELD = PortBlock.of(40_000, 4);
    private static final PortBlock NEXT = PortBlock.of(41_000, 4);
    private static final PortBlock EXCLUDED = PortBlock.of(42_000, 4);
    private static final List<Integer> ERRORS =
            List.of(Faults.EIO, Faults.ENOSPC, Faults.EDQUOT, Faults.EROFS).subList(0, Soak.times(1, 4));
    /** What an engine that knows the files already begins with. */
    private static final int LISTING = 3;

    /** In each change; each takes a JVM of its own. */
    private static final int MOST_DEATHS = Soak.times(1, 1_000);

    /** A change, and what takes it back. */
    private record Case(Change change, Change back) {}

    private static final List<Case> CASES = List.of(
            new Case(change("create", NEXT, "root"), change("delete", NEXT, "")),
            new Case(change("delete", HELD, ""), change("create", HELD, "root")),
            new Case(change("change", HELD, "daemon"), change("change", HELD, "root")),
            new Case(change("exclude", NEXT, ""), change("remove", NEXT, "")),
            new Case(change("remove", EXCLUDED, ""), change("exclude", EXCLUDED, "")),
            new Case(Change.RESTORE, Change.RESTORE));

    private final Map<String, Integer> failed = new TreeMap<>();
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    @DisplayName(
            "Whichever call on the store fails: refused, the file is named, nothing changed, and the next try does it")
    void onceAtEachCall(Walls walls) throws Exception {
        prepare(walls);
        Faults faults = Faults.below(walls.store(), walls);
        try (FaultyProcess process = FaultyProcess.start(walls, faults)) {
            for (Case one : CASES) {
                for (int error : ERRORS) {
                    for (int call = first(one); !once(one, error, call, faults, process, walls); call++) {}
                }
            }
        }
        assertThat(failed).containsKeys("open", "write", "fsync", "rename", "unlink", "close");
        Soak.say("failing store: " + failed + " calls failed, one at a time, with " + ERRORS.size()
                + " errors at most; each change refused whole, and done by the next try");
    }

    @Test
    @DisplayName("From whichever call on everything on the store fails: refused, and one restore mends it")
    void fromEachCallOn(Walls walls) throws Exception {
        prepare(walls);
        Aftermath aftermath = new Aftermath(walls, PortSet.EMPTY);
        Faults faults = Faults.below(walls.store(), walls);
        try (FaultyProcess process = FaultyProcess.start(walls, faults)) {
            for (Case one : CASES) {
                Records records = new Records();
                records.settle(aftermath.agreed("before " + one));
                boolean last = false;
                int call = first(one);
                for (; !last; call++) {
                    faults.from(call, Faults.EIO);
                    String answer = process.make(one.change());
                    String where = where(one, Faults.EIO, call, faults, answer);
                    last = faults.reached() < call;
                    faults.none();
                    if (last || !answer.contains("cannot be read")) {
                        assertThat(answer).as(where).startsWith(last ? "NO_ERROR []" : "ERROR_");
                    }
                    process.make(Change.RESTORE);
                    assertThat(process.make(Change.RESTORE)).as(where).isEqualTo("NO_ERROR []");
                    Map<String, String> there = aftermath.agreed(where);
                    assertThat(there).as(where).isIn(records.allowed(one.change()));
                    if (!records.allowed(Change.RESTORE).contains(there)) {
                        assertThat(process.make(one.back())).as(where).isEqualTo("NO_ERROR []");
                    }
                }
                assertThat(call).as("%s has no such call", one).isGreaterThan(first(one) + 1);
            }
        }
    }

    @Test
    @DisplayName("Killed in front of each call on the store: the next restore makes the change whole or nothing of it")
    void killedAtEachCall(Walls walls) throws Exception {
        prepare(walls);
        Aftermath aftermath = new Aftermath(walls, PortSet.EMPTY);
        Faults faults = Faults.below(walls.store(), walls);
        Records records = new Records();
        records.settle(aftermath.agreed("at first"));
        Map<Case, Integer> chosen = chosen(faults, walls);
        int deaths = 0;
        for (Case one : CASES) {
            int before = deaths;
            int call = Soak.times(Objects.requireNonNull(chosen.get(one)), 1);
            for (boolean survived = false; !survived && deaths - before < MOST_DEATHS; call++) {
                faults.at(call, Faults.SIGKILL);
                Victim victim = Victim.start(walls, faults.in(StartedApart.java(walls, FaultyMain.class)));
                survived = !victim.killsItself(one.change());
                faults.none();
                String where = "seed " + seed + ", " + one.change() + ", killed in front of call " + call;
                make(Change.RESTORE, walls);
                Map<String, String> there = aftermath.agreed(where);
                assertThat(there).as(where).isIn(records.allowed(one.change()));
                if (!records.allowed(Change.RESTORE).contains(there)) {
                    make(one.back(), walls);
                }
                deaths += survived ? 0 : 1;
            }
            assertThat(deaths).as("seed %s, %s", seed, one.change()).isGreaterThan(before);
        }
        Soak.say("killed in front of calls on the store: " + deaths + " times; each change whole or not at all");
    }

    /** For every day: one of the calls that each change makes itself, or the last with which an engine reads the store. */
    private Map<Case, Integer> chosen(Faults faults, Walls walls) throws IOException {
        Map<Case, Integer> chosen = new HashMap<>();
        int reading = calls(CASES.getLast(), faults, walls);
        for (Case one : CASES) {
            int own = calls(one, faults, walls) - reading;
            assertThat(own).as("%s", one.change()).isNotNegative();
            chosen.put(one, reading + random.nextInt(own + 1));
        }
        return chosen;
    }

    /** How many calls it takes when it is the first change of its engine. */
    private static int calls(Case one, Faults faults, Walls walls) throws IOException {
        try (FaultyProcess process = FaultyProcess.start(walls, faults)) {
            faults.none();
            assertThat(process.make(one.change())).isEqualTo("NO_ERROR []");
            int calls = faults.reached();
            assertThat(process.make(one.back())).isEqualTo("NO_ERROR []");
            return calls;
        }
    }

    /** All changes begin by reading the store, in the same way: one of them does for all. */
    private static int first(Case one) {
        return one.equals(CASES.getFirst()) ? 1 : Soak.times(LISTING, 1);
    }

    /** Whether the change is done before it comes to that call. */
    private boolean once(Case one, int error, int call, Faults faults, FaultyProcess process, Walls walls)
            throws IOException {
        Everything before = Everything.of(walls);
        faults.at(call, error);
        String answer = process.make(one.change());
        String where = where(one, error, call, faults, answer);
        boolean last = faults.reached() < call;
        boolean done = answer.startsWith("NO_ERROR");
        if (last) {
            assertThat(answer).as(where).isEqualTo("NO_ERROR []");
        } else {
            failed.merge(faults.call(), 1, Integer::sum);
            // A file that cannot be read is left alone, and what is not its own goes on.
            assertThat(answer)
                    .as(where)
                    .contains(walls.store().toString(), "; ")
                    .doesNotContain("Taking it back");
            if (!answer.contains("cannot be read")) {
                assertThat(answer).as(where).startsWith(code(error) + " ");
            }
        }
        faults.none();
        if (!done) {
            assertThat(Everything.of(walls)).as(where).isEqualTo(before);
            assertThat(process.make(one.change())).as(where).isEqualTo("NO_ERROR []");
        }
        assertThat(process.make(one.back())).as(where).isEqualTo("NO_ERROR []");
        return last;
    }

    private static String code(int error) {
        return switch (error) {
            case Faults.EIO -> "ERROR_IO_DEVICE";
            case Faults.EROFS -> "ERROR_ACCESS_DENIED";
            default -> "ERROR_DISK_FULL";
        };
    }

    private static String where(Case one, int error, int call, Faults faults, String answer) {
        return one.change() + ", error " + error + " of call " + call + ", " + faults.call() + ": " + answer;
    }

    private static void prepare(Walls walls) throws IOException {
        make(change("create", HELD, "root"), walls);
        make(change("exclude", EXCLUDED, ""), walls);
    }

    /** By an engine that keeps nothing open afterwards. */
    private static void make(Change change, Walls walls) {
        try (Ports ports = InsidePorts.of(walls)) {
            change.make(ports).orElseThrow();
        }
    }

    private static Change change(String verb, PortBlock block, String consumer) {
        return new Change(verb, Protocol.TCP, block, consumer);
    }
}
