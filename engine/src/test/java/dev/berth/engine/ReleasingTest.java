package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Endpoint;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.Errno;
import dev.berth.testkit.kernel.ScriptedSockets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleasingTest {
    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void fresh() {
        machine = new Machine(folder);
    }

    @ParameterizedTest
    @CsvSource({"TCP, 9000", "UDP, 9000", "TCP_UDP, 9000", "TCP, 40000", "TCP_UDP, 40000", "UDP, 32760"})
    @DisplayName("R12 a released block is free at once, sockets inside stay, and the list has nothing of it")
    void r12(Protocol protocol, int start) {
        for (boolean sameEngine : List.of(true, false)) {
            AcquiredBlock block = acquire(protocol, start, 10);
            EnginePorts ports = sameEngine ? machine.ports : machine.engine();

            assertThat(ports.release(block.token()).orElseThrow()).isEqualTo(block.token());
            for (Protocol pool : Pools.of(protocol)) {
                assertThat(machine.kernel.guardHome().refuses(pool, start + 9)).isFalse();
            }
            assertThat(machine.kernel.guardHome().entries()).isEmpty();
            assertThat(machine.kernel.guardHome().claims().isEmpty()).isTrue();
            assertThat(machine.kernel.reservedPorts().listed().isEmpty()).isTrue();
            assertThat(warnings(ports.list())).isEmpty();
        }
        AcquiredBlock again = acquire(protocol, start, 10);
        ScriptedSockets sockets = machine.kernel.sockets();
        Endpoint inside = new Endpoint(IpAddress.ANY_IPV4, start);
        Protocol pool = Pools.of(protocol).getFirst();
        sockets.open(sockets.entry(pool, EntryState.BOUND, inside, inside, Optional.of(ScriptedSockets.BOB)));
        again.close();
        assertThat(sockets.entries()).hasSize(1);
    }

    @Test
    @DisplayName("R13 what was released, never given, or persistent is nobody's to release")
    void r13() {
        Token persistent = machine.ports
                .create(request(Protocol.TCP, 8080, 4))
                .orElseThrow()
                .token();
        AcquiredBlock block = acquire(Protocol.TCP, 9000, 4);
        machine.ports.release(block.token()).orElseThrow();

        assertThat(refused(machine.ports.release(Token.NONE), Code.WSAEINVAL)).contains(": 0 is no token");
        for (Token token : List.of(block.token(), persistent, new Token(0xBAD))) {
            assertThat(refused(machine.ports.release(token), Code.WSAEINVAL))
                    .isEqualTo("release " + token
                            + ": no runtime reservation has this token; it ended, or the guard restarted");
            refused(machine.ports.forceRelease(token), Code.WSAEINVAL);
        }
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 8080)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {9000, 40000})
    @DisplayName("R13 another process's reservation is released by force alone, with a session and without one")
    void r13Foreign(int start) {
        AcquiredBlock block = acquire(Protocol.TCP, start, 4);
        machine.kernel.processes().become(200);
        EnginePorts known = machine.engine();
        known.acquire(Protocol.TCP, 1);

        for (EnginePorts ports : List.of(known, machine.engine())) {
            assertThat(refused(ports.release(block.token()), Code.WSAEINVAL))
                    .isEqualTo("release " + block.token() + ": it is the token of " + block
                            + ", a runtime reservation of pid 100, and only that process may release it; an"
                            + " administrator can with 'berth release --force'");
        }
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, start)).isTrue();
        known.forceRelease(block.token()).orElseThrow();
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, start)).isFalse();
        machine.kernel.processes().become(100);
        block.close(); // of no effect, and no failure
    }

    @Test
    void whoCannotBeToldFromOthersReleasesByForceAlone() {
        AcquiredBlock block = acquire(Protocol.TCP, 9000, 1);
        machine.kernel.processes().become(0);

        refused(machine.engine().release(block.token()), Code.WSAEINVAL);
        assertThat(machine.engine().forceRelease(block.token()).orElseThrow()).isEqualTo(block.token());
    }

    @Test
    void whatEndedWithItsSocketCannotBeReleased() {
        AcquiredBlock block =
                machine.ports.acquire(AcquireRequest.of(Protocol.TCP, 2), 7).orElseThrow();
        machine.kernel.guardHome().closeAnchor(7);

        refused(machine.ports.release(block.token()), Code.WSAEINVAL);
        block.close();
    }

    @Test
    void aRefusedReleaseLeavesTheBlockAndCanBeTriedAgain() {
        AcquiredBlock block = acquire(Protocol.TCP, 9000, 1);
        machine.script().fail("Guard.remove", new Errno(5));

        assertThat(refused(machine.ports.release(block.token()), Code.ERROR_IO_DEVICE))
                .startsWith("release " + block.token() + ": the kernel did not do it");
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 9000)).isTrue();
        machine.script().restart();
        block.close();
        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 9000)).isFalse();
    }

    @Test
    void whereBerthIsDisabledThereIsNothingToRelease() {
        AcquiredBlock block = acquire(Protocol.TCP, 40_000, 1);
        machine.ports.disable().orElseThrow();

        assertThat(refused(machine.ports.release(block.token()), Code.WSAEINVAL))
                .contains("the guard restarted");
        assertThat(machine.kernel.guardHome().isPinned()).isFalse();
        assertThat(machine.kernel.reservedPorts().listed().isEmpty()).isTrue();
    }

    private AcquiredBlock acquire(Protocol protocol, int start, int count) {
        return machine.ports
                .acquire(AcquireRequest.of(protocol, count).startingAt(start))
                .orElseThrow();
    }
}
