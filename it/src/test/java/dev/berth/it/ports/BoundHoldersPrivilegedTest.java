package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.Leftovers;
import dev.berth.testkit.Actor;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A port that somebody has bound and nothing more is in use, also where the kernel does not list such sockets. The tests
 * share walls and an owner: none of them leaves anything.
 */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundHoldersPrivilegedTest {
    private static final int PORT = 12_000;

    private final Acquirer acquirer;

    BoundHoldersPrivilegedTest(Walls walls) throws IOException {
        acquirer = Acquirer.start(walls);
    }

    @AfterEach
    void startOver(Ports ports) throws IOException {
        acquirer.startOver();
        Leftovers.remove(ports);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("P4 R3 A port that is bound and nothing more is in use, in a block of any size")
    void refused(SocketKind kind, Ports ports, Walls walls) throws IOException {
        try (Actor holder = walls.actor().start()) {
            holder.socket(kind).bind(kind.loopback(), PORT).orElseThrow();
            for (PortBlock block : new PortBlock[] {PortBlock.of(PORT), PortBlock.of(PORT - 99, 100)}) {
                Answers.refused(
                        ports.create(ReservationRequest.of(kind.protocol(), block)),
                        Code.ERROR_SHARING_VIOLATION,
                        "port " + PORT);
                Answers.refused(
                        acquirer.acquire(AcquireRequest.of(kind.protocol(), block.count())
                                .startingAt(block.start())),
                        Code.WSAEADDRINUSE,
                        "port " + PORT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    @DisplayName("R2 A block of any size that Berth chooses keeps clear of a port that is bound and nothing more")
    void chosenBeside(int count, Walls walls) throws IOException {
        int first = acquirer.acquire(AcquireRequest.of(Protocol.TCP, count))
                .orElseThrow()
                .block()
                .last();
        int port = first + 1 + count / 2;
        try (Actor holder = walls.actor().start()) {
            holder.socket(SocketKind.TCP4).bind("127.0.0.1", port).orElseThrow();
            PortBlock chosen = acquirer.acquire(AcquireRequest.of(Protocol.TCP, count))
                    .orElseThrow()
                    .block();
            assertThat(chosen.contains(port)).isFalse();
            assertThat(chosen.start()).isGreaterThan(port);
        }
    }
}
