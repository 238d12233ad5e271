package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import dev.berth.kernel.Errno;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Rights;
import dev.berth.testkit.kernel.Crash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangingTest {
    private static final PortBlock BLOCK = PortBlock.of(8080, 4);
    private static final Consumer.User WWW = new Consumer.User("www-data", OptionalLong.of(33));
    private static final Consumer.Group OPS = new Consumer.Group("ops", OptionalLong.of(1002));
    private static final ReservationChange EVERYTHING = ReservationChange.NONE
            .named("shop")
            .consumers(List.of(Consumer.group("ops"), Consumer.cgroup("/a")))
            .denyWith(Deny.EADDRINUSE)
            .lowPorts(LowPorts.PRIVILEGED);

    @TempDir
    private Path folder;

    private Machine machine;
    private Reservation web;

    @BeforeEach
    void reserve() {
        machine = machine(folder);
        web = machine.ports.list().orElseThrow().reservations().getFirst();
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    @DisplayName("P21 what is given becomes different at once, under the same token, and nobody is in the way")
    void p21(Protocol protocol) throws IOException {
        PortBlock block = PortBlock.of(9000, 100);
        Reservation made = machine.ports
                .create(request(protocol, 9000, 100).named("api").consumer(Consumer.user("www-data")))
                .orElseThrow();
        machine.kernel.sockets().listen(Protocol.TCP, 9001);
        machine.script().restart();

        Outcome<Reservation> changed = machine.ports.change(protocol, block, EVERYTHING);

        assertThat(warnings(changed)).isEmpty();
        assertThat(changed.orElseThrow())
                .isEqualTo(new Reservation(
                        made.token(),
                        protocol,
                        block,
                        Optional.of("shop"),
                        List.of(OPS, new Consumer.Cgroup("/a")),
                        Deny.EADDRINUSE,
                        LowPorts.PRIVILEGED,
                        made.since(),
                        Standing.ENFORCED));
        assertThat(machine.ports.lookup("shop")).isEqualTo(changed);
        GuardEntry entry = entry(made.token());
        assertThat(entry.rights()).isEqualTo(new Rights(List.of(), List.of(1002L), List.of("/a")));
        assertThat(entry.deny()).isEqualTo(Deny.EADDRINUSE);
        assertThat(entry.lowPorts()).isEqualTo(LowPorts.PRIVILEGED);
    }

    @Test
    @DisplayName("P21 one rename and one update of the map, in this order; nothing else is looked at or written")
    void p21order() {
        machine.script().restart();
        machine.ports.change(Protocol.TCP, BLOCK, EVERYTHING).orElseThrow();

        assertThat(machine.script().calls())
                .containsSubsequence(
                        "Disk.write .tcp-8080-4.json.tmp",
                        "Disk.rename tcp-8080-4.json",
                        "Disk.syncDirectory",
                        "Guard.put PERSISTENT tcp 8080-8083")
                .filteredOn(call -> call.startsWith("Guard.put") || call.startsWith("Disk.rename"))
                .hasSize(2);
        assertThat(machine.script().calls())
                .noneMatch(call -> call.startsWith("Guard.probe")
                        || call.startsWith("Guard.remove")
                        || call.startsWith("SocketTable")
                        || call.startsWith("ReservedPorts.add")
                        || call.startsWith("ReservedPorts.remove"));
    }

    @Test
    void whatIsNotGivenStays() {
        Reservation renamed = machine.ports
                .change("web", ReservationChange.NONE.named("site"))
                .orElseThrow();
        assertThat(renamed.consumers()).containsExactly(WWW);
        assertThat(renamed.deny()).isEqualTo(Deny.EACCES);

        Reservation denying = machine.ports
                .change("site", ReservationChange.NONE.denyWith(Deny.EADDRINUSE))
                .orElseThrow();
        assertThat(denying.name()).contains("site");
        assertThat(denying.consumers()).containsExactly(WWW);
        assertThat(denying.lowPorts()).isEqualTo(LowPorts.FREE_FOR_CONSUMERS);

        Reservation closed = machine.ports
                .change(Protocol.TCP, BLOCK, ReservationChange.NONE.consumers(List.of()))
                .orElseThrow();
        assertThat(closed.consumers()).isEmpty();
        assertThat(closed.deny()).isEqualTo(Deny.EADDRINUSE);
        assertThat(entry(web.token()).rights()).isEqualTo(Rights.NOBODY);

        Reservation nameless =
                machine.ports.change("site", ReservationChange.NONE.nameless()).orElseThrow();
        assertThat(nameless.name()).isEmpty();
        assertThat(nameless.token()).isEqualTo(web.token());
        refused(machine.ports.lookup("site"), Code.ERROR_NOT_FOUND);
    }

    @Test
    void aNameMayBeGivenAgainAndNotTakenFromAnother() throws IOException {
        machine.ports.create(request(Protocol.UDP, 53, 1).named("dns")).orElseThrow();
        Snapshot before = Snapshot.of(machine);

        assertThat(refused(
                        machine.ports.change("web", ReservationChange.NONE.named("dns")), Code.ERROR_SHARING_VIOLATION))
                .isEqualTo("change web: the name dns belongs to udp 53; choose another name");
        assertThat(Snapshot.of(machine)).isEqualTo(before);
        machine.ports.change("web", ReservationChange.NONE.named("web")).orElseThrow();
        assertThat(Snapshot.of(machine)).isEqualTo(before);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(refused(machine.ports.change("nobody", EVERYTHING), Code.ERROR_NOT_FOUND))
                .isEqualTo("change nobody: no reservation has this name; 'berth list' shows what there is");
        for (PortBlock block : List.of(PortBlock.of(8080, 3), PortBlock.of(8079, 5), PortBlock.of(65_535, 2))) {
            refused(machine.ports.change(Protocol.TCP, block, EVERYTHING), Code.ERROR_NOT_FOUND);
        }
        assertThat(refused(machine.ports.change(Protocol.UDP, BLOCK, EVERYTHING), Code.ERROR_NOT_FOUND))
                .contains("but of tcp 8080-8083 (web)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8080", "a b"})
    void anUnsoundParameterIsRefusedBeforePrivilegeIsAskedFor(String name) {
        machine.kernel.processes().callerLacks("CAP_BPF");

        refused(
                machine.ports.change(Protocol.TCP, BLOCK, ReservationChange.NONE.named(name)),
                Code.ERROR_INVALID_PARAMETER);
        refused(machine.ports.change(name, EVERYTHING), Code.ERROR_INVALID_PARAMETER);
        refused(machine.ports.change(Protocol.TCP, PortBlock.of(8080, 0), EVERYTHING), Code.ERROR_INVALID_PARAMETER);
        assertThat(refused(
                        machine.ports.change(Protocol.TCP, BLOCK, ReservationChange.NONE),
                        Code.ERROR_INVALID_PARAMETER))
                .isEqualTo("change tcp 8080-8083: nothing is to change");
        assertThat(refused(
                        machine.ports.change(
                                "web", ReservationChange.NONE.consumers(List.of(Consumer.user("nobody-here")))),
                        Code.ERROR_INVALID_PARAMETER))
                .contains("there is no user 'nobody-here'");
        assertThat(refused(machine.ports.change("web", EVERYTHING), Code.ERROR_ACCESS_DENIED))
                .contains("lacks CAP_BPF");
    }

    @Test
    void theKernelThatCannotSayWhoIsWhoIsReported() {
        machine.script().fail("Accounts.gid", Errno.ENOBUFS);

        refused(machine.ports.change("web", EVERYTHING), Code.ERROR_IO_DEVICE);
    }

    @Test
    void whileBerthIsDisabledTheFileAloneChanges() throws IOException {
        machine.ports.disable().orElseThrow();

        Reservation changed = machine.ports.change("web", EVERYTHING).orElseThrow();
        assertThat(changed.standing()).isEqualTo(Standing.NOT_ENFORCED);
        assertThat(changed.token()).isEqualTo(Token.NONE);
        assertThat(machine.kernel.guardHome().isPinned()).isFalse();

        machine.ports.restore().orElseThrow();
        Reservation restored = machine.ports.lookup("shop").orElseThrow();
        assertThat(restored.consumers()).isEqualTo(changed.consumers());
        assertThat(entry(restored.token()).rights().groups()).containsExactly(1002L);
    }

    @Test
    void aChangeThatDiesIsWholeOrNothingAndNeverAGap() throws IOException {
        Map<String, String> before = Snapshot.of(machine).files();
        machine.script().restart();
        machine.ports.change("web", EVERYTHING).orElseThrow();
        Map<String, String> after = Snapshot.of(machine).files();
        int steps = machine.script().calls().size();

        int whole = 0;
        for (int step = 0; step < steps; step++) {
            Machine mortal = machine(Files.createDirectories(folder.resolve("crash" + step)));
            mortal.script().restart().crashAt(step);
            try {
                throw new AssertionError("no crash, but " + mortal.ports.change("web", EVERYTHING));
            } catch (Crash _) {
                assertThat(mortal.kernel.guardHome().refuses(Protocol.TCP, 8080))
                        .isTrue();
            }
            mortal.kernel.restartProcess();
            // Any holder of the lock finishes it.
            mortal.engine().exclude(Protocol.UDP, PortBlock.of(7000)).orElseThrow();
            mortal.engine().removeExclusion(Protocol.UDP, PortBlock.of(7000)).orElseThrow();

            Map<String, String> files = Snapshot.of(mortal).files();
            assertThat(files).as("step %d", step).isIn(before, after);
            whole += files.equals(after) ? 1 : 0;
            GuardEntry entry = mortal.kernel.guardHome().entries().getFirst();
            assertThat(entry.deny()).as("step %d", step).isEqualTo(files.equals(after) ? Deny.EADDRINUSE : Deny.EACCES);
            assertThat(entry.token()).isEqualTo(web.token());
            assertThat(warnings(mortal.ports.list())).isEmpty();
        }
        assertThat(whole).as("crashes between the file and the map").isBetween(1, 4);
    }

    private GuardEntry entry(Token token) {
        return machine.kernel.guardHome().entries().stream()
                .filter(entry -> entry.token().equals(token))
                .findFirst()
                .orElseThrow();
    }

    private static Machine machine(Path folder) {
        Machine machine = new Machine(folder);
        machine.kernel.accounts().user("www-data", 33);
        machine.kernel.accounts().group("ops", 1002);
        machine.ports
                .create(request(Protocol.TCP, 8080, 4).named("web").consumer(Consumer.user("www-data")))
                .orElseThrow();
        return machine;
    }
}
