package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionTest {
    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, 8080, 3, ': it lies inside tcp 8080-8083 (web), which can only be named whole'",
        "tcp, 8079, 9, ': it contains tcp 8080-8083 (web); name that block exactly'",
        "tcp, 8083, 9, ': it overlaps tcp 8080-8083 (web); name that block exactly'",
        "udp, 8080, 4, ', but of tcp 8080-8083 (web)'",
        "tcp+udp, 8080, 4, ', but of tcp 8080-8083 (web); name tcp instead of tcp+udp'",
        "tcp, 5000, 1, ', it is an exclusion: ''berth exclude tcp 5000 --remove'' removes it'",
        "tcp, 1, 1, '; ''berth list'' shows what there is'"
    })
    @DisplayName("P9 P13 anything but the exact block and protocol is not found, and the nearest named")
    void p9p13(String protocol, int start, int count, String instead) {
        machine.ports.create(request(Protocol.TCP, 8080, 4).named("web")).orElseThrow();
        machine.ports.exclude(Protocol.TCP, PortBlock.of(5000)).orElseThrow();
        PortBlock block = PortBlock.of(start, count);

        for (Outcome<Reservation> answer : List.of(
                machine.ports.delete(Protocol.of(protocol), block),
                machine.ports.lookup(Protocol.of(protocol), block))) {
            assertThat(refused(answer, Code.ERROR_NOT_FOUND))
                    .endsWith(protocol + " " + block + ": there is no reservation of exactly this block" + instead);
        }
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 8080)).isTrue();
    }

    @Test
    @DisplayName("P11 sockets inside are no reason to refuse")
    void p11() {
        machine.ports.create(request(Protocol.TCP, 8080, 4)).orElseThrow();
        machine.kernel.sockets().listen(Protocol.TCP, 8080);

        machine.ports.delete(Protocol.TCP, PortBlock.of(8080, 4)).orElseThrow();
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 8080)).isFalse();
    }

    @Test
    @DisplayName("P14 who may not look into the kernel is answered from the store")
    void p14() {
        machine.ports.create(request(Protocol.TCP, 8080, 4).named("web")).orElseThrow();
        machine.ports.exclude(Protocol.UDP, PortBlock.of(5000)).orElseThrow();
        machine.kernel.processes().callerLacks("CAP_BPF");

        Reservation found =
                machine.ports.lookup(Protocol.TCP, PortBlock.of(8080, 4)).orElseThrow();
        assertThat(found.token()).isEqualTo(Token.NONE);
        assertThat(found.standing()).isEqualTo(Standing.NOT_VERIFIED);
        assertThat(machine.ports.lookup("web").orElseThrow()).isEqualTo(found);
        assertThat(machine.ports.list().orElseThrow().exclusions().getFirst().standing())
                .isEqualTo(Standing.NOT_VERIFIED);
        assertThat(Machine.warnings(machine.ports.list()))
                .containsExactly("runtime reservations are not listed: only administrators may look into the guard");
    }

    @Test
    void aNameIsLookedUp() {
        Reservation web = machine.ports
                .create(request(Protocol.TCP, 8080, 4).named("web"))
                .orElseThrow();

        assertThat(machine.ports.lookup("web").orElseThrow()).isEqualTo(web);
        assertThat(refused(machine.ports.lookup("db"), Code.ERROR_NOT_FOUND))
                .isEqualTo("lookup db: no reservation has this name; 'berth list' shows what there is");
        refused(machine.ports.lookup("8080"), Code.ERROR_INVALID_PARAMETER);
    }
}
