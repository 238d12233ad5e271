package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;

/** Who is no administrator. */
@InWallsWithPorts
class PrivilegePrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_000, 4);
    private static final List<String> CHANGES = List.of(
            "create",
            "create-overlap",
            "delete",
            "delete-missing",
            "change",
            "change-missing",
            "exclude",
            "remove",
            "restore",
            "disable",
            "purge");

    @PerProtocol
    @DisplayName("P7 X4 Without capabilities: changes are refused with 5, naming them; reading is not")
    void p7x4(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        Everything before = Everything.of(walls);
        Map<String, String> answers = ask(walls, protocol, "setpriv", "--bounding-set=-all", "--inh-caps=-all");
        for (String change : CHANGES) {
            assertThat(answers.get(change)).as(change).startsWith("5 ").contains("CAP_NET_ADMIN", "CAP_BPF");
        }
        assertThat(answers.get("create-unsound")).startsWith("87 ");
        assertThat(answers.get("delete-unsound")).startsWith("87 ");
        assertThat(answers.get("change-unsound")).startsWith("87 ");
        assertThat(answers.get("exclude-unsound")).startsWith("87 ");
        assertThat(answers.get("lookup")).startsWith("0 ");
        assertThat(answers.get("lookup-missing")).startsWith("1168 ");
        assertThat(answers.get("list")).startsWith("0 ");
        assertThat(Everything.of(walls)).isEqualTo(before);
    }

    @PerProtocol
    @DisplayName("P14 Who may not look into the kernel reads the store, marked as not verified, with token 0")
    void p14(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        Files.setPosixFilePermissions(walls.bpffs(), Set.of()); // as 0700 is to any other user
        Map<String, String> answers = ask(walls, protocol, "setpriv", "--bounding-set=-all", "--inh-caps=-all");
        assertThat(answers.get("lookup")).startsWith("0 ");
        assertThat(answers.get("found")).startsWith("NOT_VERIFIED 0x0000000000000000");
        assertThat(answers.get("lookup-missing")).startsWith("1168 ");
        assertThat(answers.get("list")).startsWith("0 ");
        Files.setPosixFilePermissions(walls.bpffs(), PosixFilePermissions.fromString("rwx------"));
    }

    @PerProtocol
    @DisplayName("P7 The capabilities of an administrator are enough, and one less is named")
    void p7capabilities(Protocol protocol, Ports ports, Walls walls) throws IOException {
        Reservation made = ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        Map<String, String> answers =
                ask(walls, protocol, "setpriv", "--bounding-set=-all,+net_admin,+perfmon", "--inh-caps=-all");
        assertThat(answers.get("create"))
                .startsWith("5 ")
                .contains("CAP_BPF")
                .doesNotContain("CAP_NET_ADMIN", "CAP_PERFMON");
        answers = ask(walls, protocol, "env");
        assertThat(answers.get("create")).startsWith("0 ");
        assertThat(answers.get("create-overlap")).startsWith("32 ");
        assertThat(answers.get("delete")).startsWith("0 ");
        assertThat(answers.get("purge")).startsWith("0 ");
        assertThat(made.token().isPresent()).isTrue();
    }

    private static Map<String, String> ask(Walls walls, Protocol protocol, String... prefix) throws IOException {
        String out = StartedApart.java(walls, Asker.class, prefix)
                .and(protocol.label(), "" + BLOCK.start(), "" + BLOCK.count())
                .expect(0)
                .out();
        Map<String, String> answers = new LinkedHashMap<>();
        for (String line : new ArrayList<>(out.lines().toList())) {
            answers.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
        }
        return answers;
    }
}
