package dev.berth.engine;

import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.RuntimeReservation;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.kernel.Crash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills each change before each of its steps, and looks at what the next process makes of it. */
class CrashTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void whateverIsInterruptedTheNextRestoreMakesWholeOrNothing(Operation operation) throws Exception {
        Machine untouched = machine(operation, "untouched");
        Set<String> before = Snapshot.of(untouched).files().keySet();
        operation.run(untouched.ports).orElseThrow();
        Set<String> after = Snapshot.of(untouched).files().keySet();
        int steps = untouched.script().calls().size();
        assertThat(steps).isGreaterThan(6);

        for (int step = 0; step < steps; step++) {
            Machine machine = machine(operation, "crash" + step);
            machine.script().crashAt(step);
            boolean enforced = machine.kernel.guardHome().refuses(Protocol.TCP, 9000);
            boolean neighbor = machine.kernel.guardHome().refuses(Protocol.TCP, 45_000);
            crash(operation, machine);
            String where = operation + " crashed at step " + step + ", before "
                    + machine.script().calls().getLast();

            boolean mayEnd = Set.of(Operation.DISABLE, Operation.DELETE).contains(operation);
            assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 9000) || !enforced || mayEnd)
                    .as("%s: what was acknowledged is enforced without a gap", where)
                    .isTrue();
            assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 45_000) || !neighbor || mayEnd)
                    .as("%s: what somebody else acquired is his", where)
                    .isTrue();
            machine.kernel.restartProcess();
            Outcome<Listing> restored = machine.engine().restore();

            assertThat(warnings(restored)).as(where).isEmpty();
            Set<String> files = new TreeSet<>(Snapshot.of(machine).files().keySet());
            Set<String> enabledBefore = new TreeSet<>(before);
            enabledBefore.remove(".disabled");
            Set<String> enabledAfter = new TreeSet<>(after);
            enabledAfter.remove(".disabled");
            assertThat(files).as(where).isIn(enabledBefore, enabledAfter);
            assertAgreed(machine, where);
        }
    }

    @Test
    void anInterruptedPurgeIsFinishedByTheNext() throws Exception {
        for (int step = 0; ; step++) {
            Machine machine = machine(Operation.DISABLE, "purge" + step);
            machine.script().crashAt(step);
            try {
                machine.ports.purge().orElseThrow();
                assertThat(step).isGreaterThan(15);
                return;
            } catch (Crash _) {
                machine.kernel.restartProcess();
            }
            machine.engine().purge().orElseThrow();
            assertThat(Files.exists(machine.store)).as("step %d", step).isFalse();
            assertThat(machine.kernel.guardHome().isPinned()).isFalse();
            assertThat(machine.kernel.reservedPorts().listed()).isEqualTo(Operation.FOREIGN);
        }
    }

    private Machine machine(Operation operation, String name) throws Exception {
        Machine machine = new Machine(Files.createDirectories(folder.resolve(name)));
        operation.setUp(machine);
        return machine;
    }

    private static void crash(Operation operation, Machine machine) {
        try {
            throw new AssertionError("no crash, but " + operation.run(machine.ports));
        } catch (Crash _) {
            // As asked.
        }
    }

    /** Store, guard, list of reserved ports and claims say the same, and what is not ours is as it was. */
    private static void assertAgreed(Machine machine, String where) throws IOException {
        Outcome<Listing> listed = machine.ports.list();
        assertThat(warnings(listed)).as(where).isEmpty();
        Listing listing = listed.orElseThrow();
        PortSet ours = PortSet.EMPTY;
        Map<Token, State> states = new HashMap<>();
        for (Reservation reservation : listing.reservations()) {
            ours = ours.plus(PortSet.of(reservation.block()));
            states.put(reservation.token(), State.PERSISTENT);
        }
        for (RuntimeReservation reservation : listing.runtime()) {
            PortSet automatic = PortSet.of(machine.kernel.reservedPorts().automatic());
            ours = ours.plus(PortSet.of(reservation.block()).and(automatic));
            states.put(reservation.token(), State.RUNTIME);
            assertThat(reservation.owner().pid()).as(where).isEqualTo(Operation.NEIGHBOR);
        }
        Map<Token, State> held = new HashMap<>();
        machine.kernel.guardHome().entries().forEach(entry -> held.put(entry.token(), entry.state()));
        assertThat(held).as(where).isEqualTo(states);
        for (Exclusion exclusion : listing.exclusions()) {
            ours = ours.plus(PortSet.of(exclusion.block()));
        }
        assertThat(machine.kernel.reservedPorts().listed()).as(where).isEqualTo(ours.plus(Operation.FOREIGN));
        assertThat(machine.kernel.guardHome().claims()).as(where).isEqualTo(ours.minus(Operation.FOREIGN));
    }
}
