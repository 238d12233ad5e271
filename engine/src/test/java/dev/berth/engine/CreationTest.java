package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Standing;
import dev.berth.kernel.Life;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CreationTest {
    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    @DisplayName("P1 a free block is reserved, recorded and enforced under a token of its own")
    void p1(Protocol protocol) throws IOException {
        Outcome<Reservation> made =
                machine.ports.create(request(protocol, 8080, 4).named("web"));
        Reservation other = machine.ports.create(request(protocol, 9000, 1)).orElseThrow();

        Reservation web = made.orElseThrow();
        assertThat(warnings(made)).isEmpty();
        assertThat(web.standing()).isEqualTo(Standing.ENFORCED);
        assertThat(web.since()).isEqualTo(Machine.NOW);
        assertThat(web.token().isPresent()).isTrue();
        assertThat(web.token()).isNotEqualTo(other.token());
        assertThat(machine.files()).containsExactly(protocol + "-8080-4.json", protocol + "-9000-1.json");
        for (Protocol pool : Pools.of(protocol)) {
            assertThat(machine.kernel.guardHome().refuses(pool, 8083)).isTrue();
            assertThat(machine.kernel.guardHome().refuses(pool, 8084)).isFalse();
        }
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("8080-8083,9000");
        assertThat(machine.ports.list().orElseThrow().reservations()).containsExactly(web, other);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    @DisplayName("P8 P12 the exact block is found by its token, and deleted")
    void p8p12(Protocol protocol) throws IOException {
        Reservation made = machine.ports.create(request(protocol, 8080, 4)).orElseThrow();

        assertThat(machine.ports.lookup(protocol, PortBlock.of(8080, 4)).orElseThrow())
                .isEqualTo(made);
        assertThat(machine.ports.delete(protocol, PortBlock.of(8080, 4)).orElseThrow())
                .isEqualTo(made);
        assertThat(machine.files()).isEmpty();
        assertThat(machine.kernel.guardHome().entries()).isEmpty();
        assertThat(machine.kernel.guardHome().claims().isEmpty()).isTrue();
        assertThat(machine.kernel.reservedPorts().listed().isEmpty()).isTrue();
        refused(machine.ports.lookup(protocol, PortBlock.of(8080, 4)), Code.ERROR_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "0, 0", "65535, 2", "2, 65535", "1, 65535"})
    @DisplayName(
            "P2 P3 P10 P13 a block that starts at 0 or has no port is no parameter; nor is one past 65535, to create")
    void p2p3p10(int start, int count) {
        PortBlock block = PortBlock.of(start, count);
        if (block.problem().isEmpty()) {
            // The whole space is a sound block, and too much for other reasons.
            assertThat(refused(machine.ports.create(request(Protocol.TCP, start, count)), Code.ERROR_SHARING_VIOLATION))
                    .contains("only 0 of the ports 32768-60999 would remain");
            return;
        }
        machine.kernel.processes().callerLacks("CAP_BPF");
        String problem = block.problem().get();
        assertThat(refused(machine.ports.create(request(Protocol.UDP, start, count)), Code.ERROR_INVALID_PARAMETER))
                .endsWith(problem);
        if (block.zero().isPresent()) {
            assertThat(refused(machine.ports.delete(Protocol.TCP, block), Code.ERROR_INVALID_PARAMETER))
                    .endsWith(problem);
            assertThat(refused(machine.ports.lookup(Protocol.TCP, block), Code.ERROR_INVALID_PARAMETER))
                    .endsWith(problem);
        } else {
            refused(machine.ports.lookup(Protocol.TCP, block), Code.ERROR_NOT_FOUND);
        }
        assertThat(machine.store).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"tcp, tcp", "udp, udp", "tcp+udp, tcp", "tcp, tcp+udp"})
    @DisplayName("P5 what overlaps a reservation is refused, and the holder named")
    void p5(String held, String asked) throws IOException {
        machine.ports.create(request(Protocol.of(held), 8080, 4).named("web")).orElseThrow();
        for (PortBlock block : List.of(PortBlock.of(8080, 4), PortBlock.of(8083), PortBlock.of(8000, 100))) {
            String message = refused(
                    machine.ports.create(ReservationRequest.of(Protocol.of(asked), block)),
                    Code.ERROR_SHARING_VIOLATION);
            assertThat(message)
                    .isEqualTo("create " + asked + " " + block + ": " + held
                            + " 8080-8083 (web) is reserved since 2026-11-21T10:42:00Z; run 'berth delete " + held
                            + " 8080-8083' first, or choose another block");
        }
        assertThat(machine.files()).containsExactly(held + "-8080-4.json");
    }

    @Test
    @DisplayName("P5 the pools of TCP and UDP do not overlap each other")
    void p5pools() {
        machine.ports.create(request(Protocol.TCP, 8080, 4)).orElseThrow();
        machine.ports.create(request(Protocol.UDP, 8080, 4)).orElseThrow();

        machine.ports.delete(Protocol.TCP, PortBlock.of(8080, 4)).orElseThrow();

        // The list has no protocol: UDP's reservation still needs the ports in it.
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("8080-8083");
        assertThat(machine.kernel.guardHome().refuses(Protocol.UDP, 8080)).isTrue();
    }

    @Test
    @DisplayName("P6 what overlaps an exclusion or a runtime reservation is refused")
    void p6() {
        machine.ports.exclude(Protocol.TCP, PortBlock.of(5000, 100)).orElseThrow();
        machine.kernel.guardHome().plant(Entries.runtime(Protocol.UDP, PortBlock.of(9000, 4), new Life(77, 7700)));

        assertThat(refused(machine.ports.create(request(Protocol.TCP, 5099, 2)), Code.ERROR_SHARING_VIOLATION))
                .contains("tcp 5000-5099 is excluded", "'berth exclude tcp 5000-5099 --remove'");
        assertThat(refused(machine.ports.create(request(Protocol.UDP, 9003, 1)), Code.ERROR_SHARING_VIOLATION))
                .contains("udp 9000-9003, a runtime reservation of pid 77");
    }

    @Test
    @DisplayName("P7 who is no administrator is told what is missing, right after the parameters")
    void p7() {
        machine.kernel.processes().callerLacks("CAP_NET_ADMIN", "CAP_BPF");

        assertThat(refused(machine.ports.create(request(Protocol.TCP, 8080, 1)), Code.ERROR_ACCESS_DENIED))
                .isEqualTo("create tcp 8080: only for administrators: this process lacks CAP_NET_ADMIN, CAP_BPF; run it"
                        + " as root, for instance with sudo, or start berthd, which lets in whom its policy names");
        refused(machine.ports.delete(Protocol.TCP, PortBlock.of(8080)), Code.ERROR_ACCESS_DENIED);
        refused(machine.ports.restore(), Code.ERROR_ACCESS_DENIED);
        refused(machine.ports.disable(), Code.ERROR_ACCESS_DENIED);
        refused(machine.ports.purge(), Code.ERROR_ACCESS_DENIED);
        assertThat(machine.store).doesNotExist();
    }

    @Test
    void aNameThatIsTakenOrNoNameIsRefused() {
        machine.ports.create(request(Protocol.TCP, 8080, 1).named("web")).orElseThrow();

        assertThat(refused(
                        machine.ports.create(request(Protocol.UDP, 9090, 1).named("web")),
                        Code.ERROR_SHARING_VIOLATION))
                .isEqualTo("create udp 9090: the name web belongs to tcp 8080; choose another name");
        for (String name : List.of("", "8080", "-web", "a b", "a/b", "ä", "a".repeat(64))) {
            assertThat(refused(
                            machine.ports.create(request(Protocol.UDP, 9090, 1).named(name)),
                            Code.ERROR_INVALID_PARAMETER))
                    .contains("'" + name + "' is no name");
        }
        machine.ports
                .create(request(Protocol.UDP, 9090, 1).named("a".repeat(63)))
                .orElseThrow();
    }

    @Test
    void atLeast1024AutomaticPortsRemain() {
        machine.kernel.reservedPorts().automatic(PortBlock.between(50_000, 51_999));

        assertThat(refused(machine.ports.create(request(Protocol.TCP, 50_500, 1000)), Code.ERROR_SHARING_VIOLATION))
                .isEqualTo("create tcp 50500-51499: only 1000 of the ports 50000-51999 would remain for automatic"
                        + " assignment, and Berth leaves at least 1024; choose a smaller block, or one outside"
                        + " 50000-51999");
        machine.ports.create(request(Protocol.TCP, 50_500, 976)).orElseThrow();
        refused(machine.ports.create(request(Protocol.UDP, 51_999, 1)), Code.ERROR_SHARING_VIOLATION);
        // Neither of these takes an automatic port that is still there.
        machine.ports.create(request(Protocol.UDP, 50_500, 1)).orElseThrow();
        machine.ports.create(request(Protocol.UDP, 8080, 1)).orElseThrow();
    }

    @Test
    void portsThatSomebodyElseReservedStayInTheList() {
        machine.kernel.reservedPorts().list(PortSet.of(PortBlock.of(8082, 10)));

        machine.ports.create(request(Protocol.TCP, 8080, 4)).orElseThrow();
        assertThat(machine.kernel.guardHome().claims()).hasToString("8080-8081");
        machine.ports.delete(Protocol.TCP, PortBlock.of(8080, 4)).orElseThrow();

        assertThat(machine.kernel.reservedPorts().listed()).hasToString("8082-8091");
    }

    @Test
    void theListIsWrittenBeforeTheEntryIsLiveAndTheJournalBeforeTheList() {
        machine.ports.create(request(Protocol.TCP, 40_080, 4)).orElseThrow();

        assertThat(machine.script().calls())
                .containsSubsequence(
                        "Guard.claim 40080-40083",
                        "ReservedPorts.add 40080-40083",
                        "Guard.put PENDING tcp 40080-40083",
                        "Guard.probe tcp 40080-40083",
                        "Disk.write .tcp-40080-4.json.tmp",
                        "Guard.probe tcp 40080-40083",
                        "Disk.rename tcp-40080-4.json",
                        "Disk.syncDirectory",
                        "Guard.put PERSISTENT tcp 40080-40083");
    }
}
