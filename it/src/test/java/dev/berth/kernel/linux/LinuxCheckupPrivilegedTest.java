package dev.berth.kernel.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.JavaProgram;
import dev.berth.kernel.Checkup.Answer;
import dev.berth.kernel.Checkup.Finding;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.sysctl.LinuxReservedPorts;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is found depends on where and by whom it is looked for. */
@InWalls
class LinuxCheckupPrivilegedTest {
    @Test
    void anAdministratorGetsAnAnswerToEachQuestion(Walls walls) throws IOException {
        List<Finding> findings = findings(walls);
        assertThat(findings).allSatisfy(finding -> assertThat(finding.answer()).isIn(Answer.YES, Answer.LIMITED));
        assertThat(finding("capabilities", findings).answer()).isEqualTo(Answer.YES);
        assertThat(finding("network namespace", findings).detail())
                .startsWith("net:[" + Files.getAttribute(walls.network().path(), "unix:ino") + "], cookie ");
    }

    @Test
    void aGroupIsLessThanTheWholeMachine(Walls walls) {
        assertThat(finding("cgroup2", findings(walls)).answer()).isEqualTo(Answer.LIMITED);
        List<Finding> everywhere = walls.call(() -> new LinuxCheckup(Optional.empty(), walls.bpffs()).findings());
        assertThat(finding("cgroup2", everywhere).answer()).isEqualTo(Answer.YES);
    }

    @Test
    void aGuardOnAnotherGroupIsNamed(Walls walls) throws IOException {
        try (Ports ports = InsidePorts.of(walls)) {
            ports.create(ReservationRequest.of(Protocol.TCP, PortBlock.of(9_000)))
                    .orElseThrow();
            assertThat(finding("cgroup2", findings(walls)).answer()).isEqualTo(Answer.LIMITED);
            Finding everywhere =
                    finding("cgroup2", walls.call(() -> new LinuxCheckup(Optional.empty(), walls.bpffs()).findings()));
            assertThat(everywhere.answer()).isEqualTo(Answer.NO);
            assertThat(everywhere.detail()).contains(walls.cgroup().directory().toString());
            assertThat(everywhere.remedy())
                    .hasValueSatisfying(remedy -> assertThat(remedy).contains("--cgroup", "berth disable"));
        }
    }

    @Test
    void aNarrowAutomaticRangeIsALimit(Walls walls) throws IOException {
        assertThat(finding("automatic ports", findings(walls)).answer()).isEqualTo(Answer.YES);
        walls.automatic(PortBlock.between(41_000, 41_099));
        Finding narrow = finding("automatic ports", findings(walls));
        assertThat(narrow.answer()).isEqualTo(Answer.LIMITED);
        assertThat(narrow.detail()).isEqualTo("100 of 100 in 41000-41099 are left");
        assertThat(narrow.remedy())
                .hasValueSatisfying(remedy -> assertThat(remedy).contains("ip_local_port_range"));
    }

    @Test
    void anAutomaticRangeThatIsReservedButForAFewPortsIsALimit(Walls walls) throws IOException {
        walls.automatic(PortBlock.between(40_000, 49_999));
        reserve(walls, PortBlock.between(39_000, 48_975));
        Finding enough = finding("automatic ports", findings(walls));
        assertThat(enough.answer()).isEqualTo(Answer.YES);
        assertThat(enough.detail()).isEqualTo("1024 of 10000 in 40000-49999 are left");
        reserve(walls, PortBlock.of(48_976));
        Finding few = finding("automatic ports", findings(walls));
        assertThat(few.answer()).isEqualTo(Answer.LIMITED);
        assertThat(few.detail()).isEqualTo("1023 of 10000 in 40000-49999 are left");
    }

    @Test
    @NeedsKernel(KernelAbility.MPTCP)
    void mptcpThatIsSwitchedOffIsALimit(Walls walls) throws IOException {
        assertThat(finding("MPTCP", findings(walls)).answer()).isEqualTo(Answer.YES);
        walls.call(() -> Files.writeString(Path.of("/proc/sys/net/mptcp/enabled"), "0\n"));
        Finding off = finding("MPTCP", findings(walls));
        assertThat(off.answer()).isEqualTo(Answer.LIMITED);
        assertThat(off.remedy()).isPresent();
    }

    @Test
    void whoLacksCapabilitiesIsToldWhich(Walls walls) throws IOException {
        assertThat(JavaProgram.of(walls, Asking.class, "setpriv", "--bounding-set=-all", "--inh-caps=-all")
                        .expect(0)
                        .out())
                .contains("capabilities: LIMITED, user 0 lacks CAP_NET_ADMIN, CAP_PERFMON, CAP_BPF: ")
                .contains("sudo berth doctor")
                .doesNotContain(": UNKNOWN, ");
    }

    private static void reserve(Walls walls, PortBlock block) throws IOException {
        walls.call(() -> {
            new LinuxReservedPorts().add(PortSet.of(block));
            return block;
        });
    }

    private static List<Finding> findings(Walls walls) {
        LinuxCheckup checkup = new LinuxCheckup(Optional.of(walls.cgroup().directory()), walls.bpffs());
        return walls.call(checkup::findings);
    }

    private static Finding finding(String subject, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    /** A process that looks and prints what it finds. */
    static final class Asking {
        private Asking() {}

        public static void main(String... none) {
            for (Finding finding : new LinuxCheckup(Optional.empty(), Path.of("/sys/fs/bpf/berth")).findings()) {
                System.out.println(finding.subject() + ": " + finding.answer() + ", " + finding.detail() + " "
                        + finding.remedy().orElse(""));
            }
        }
    }
}
