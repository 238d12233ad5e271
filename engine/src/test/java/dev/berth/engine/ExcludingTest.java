package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Exclusion;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Standing;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExcludingTest {
    private static final PortBlock BLOCK = PortBlock.of(5000, 100);

    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    @DisplayName("X1 X5 X6 a block, in use or not, is kept out of automatic assignment and nothing else")
    void x1(Protocol protocol) throws IOException {
        machine.kernel.sockets().listen(Protocol.TCP, 5000);

        Exclusion made = machine.ports.exclude(protocol, BLOCK).orElseThrow();
        assertThat(made).isEqualTo(new Exclusion(protocol, BLOCK, Machine.NOW, Standing.ENFORCED));
        assertThat(machine.files()).containsExactly("exclude-" + protocol + "-5000-100.json");
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("5000-5099");
        assertThat(machine.kernel.guardHome().entries()).isEmpty();
        assertThat(machine.ports.list().orElseThrow().exclusions()).containsExactly(made);

        assertThat(machine.ports.removeExclusion(protocol, BLOCK).orElseThrow()).isEqualTo(made);
        assertThat(machine.files()).isEmpty();
        assertThat(machine.kernel.reservedPorts().listed().isEmpty()).isTrue();
    }

    @Test
    @DisplayName("X2 what overlaps a reservation or an exclusion is refused")
    void x2() {
        machine.ports.create(request(Protocol.TCP, 8080, 4)).orElseThrow();
        machine.ports.exclude(Protocol.TCP, BLOCK).orElseThrow();

        assertThat(refused(machine.ports.exclude(Protocol.TCP, PortBlock.of(8083)), Code.ERROR_SHARING_VIOLATION))
                .startsWith("exclude tcp 8083: tcp 8080-8083 is reserved since");
        assertThat(refused(machine.ports.exclude(Protocol.TCP_UDP, BLOCK), Code.ERROR_SHARING_VIOLATION))
                .startsWith("exclude tcp+udp 5000-5099: tcp 5000-5099 is excluded since");
        machine.ports.exclude(Protocol.UDP, BLOCK).orElseThrow();
        refused(machine.ports.exclude(Protocol.UDP, PortBlock.of(32_768, 30_000)), Code.ERROR_SHARING_VIOLATION);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, 5000, 99, ': it lies inside exclusion tcp 5000-5099, which can only be named whole'",
        "udp, 5000, 100, ', but of exclusion tcp 5000-5099'",
        "tcp, 8080, 1, ', it is a reservation: ''berth delete tcp 8080'' deletes it'"
    })
    @DisplayName("X3 anything but the exact block is not found")
    void x3(String protocol, int start, int count, String instead) {
        machine.ports.exclude(Protocol.TCP, BLOCK).orElseThrow();
        machine.ports.create(request(Protocol.TCP, 8080, 1)).orElseThrow();

        assertThat(refused(
                        machine.ports.removeExclusion(Protocol.of(protocol), PortBlock.of(start, count)),
                        Code.ERROR_NOT_FOUND))
                .endsWith("there is no exclusion of exactly this block" + instead);
    }

    @Test
    @DisplayName("X4 parameters first, then privilege")
    void x4() {
        machine.kernel.processes().callerLacks("CAP_BPF");

        refused(machine.ports.exclude(Protocol.TCP, PortBlock.of(0, 1)), Code.ERROR_INVALID_PARAMETER);
        refused(machine.ports.exclude(Protocol.TCP, PortBlock.of(65_535, 2)), Code.ERROR_INVALID_PARAMETER);
        refused(machine.ports.removeExclusion(Protocol.TCP, PortBlock.of(1, 0)), Code.ERROR_INVALID_PARAMETER);
        refused(machine.ports.exclude(Protocol.TCP, BLOCK), Code.ERROR_ACCESS_DENIED);
        refused(machine.ports.removeExclusion(Protocol.TCP, BLOCK), Code.ERROR_ACCESS_DENIED);
    }

    @Test
    @DisplayName("X7 an exclusion is there again after a restart")
    void x7() {
        machine.ports.exclude(Protocol.TCP, BLOCK).orElseThrow();
        machine.kernel.reboot();
        assertThat(machine.ports.list().orElseThrow().exclusions().getFirst().standing())
                .isEqualTo(Standing.NOT_ENFORCED);

        machine.engine().restore().orElseThrow();

        assertThat(machine.kernel.reservedPorts().listed()).hasToString("5000-5099");
        assertThat(machine.ports.list().orElseThrow().exclusions().getFirst().standing())
                .isEqualTo(Standing.ENFORCED);
    }
}
