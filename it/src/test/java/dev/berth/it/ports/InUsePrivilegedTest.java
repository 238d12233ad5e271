package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Create where somebody holds a port already. The tests share walls: none of them leaves anything. */
@InWallsWithPorts
class InUsePrivilegedTest {
    /** The most ports that are reserved on either side of the one that is held. */
    private static final int BESIDE = 40;

    /** So many automatic ports remain when a block is reserved. */
    private static final int REMAINING = 1_024;

    /** Those that any kernel lists. */
    static final List<Arguments> HOLDERS = holders(false);

    /** Those that not every kernel lists, and so names. */
    static final List<Arguments> BOUND_ONLY = holders(true);

    /**
     * Each with automatic ports of its own. What a connection leaves in TIME_WAIT outlives its test, and another test
     * would find it in its block.
     */
    private static List<Arguments> holders(boolean boundOnly) {
        List<Arguments> holders = new ArrayList<>();
        int next = 10_000;
        for (Holding holding : Holding.values()) {
            for (SocketKind kind : SocketKind.values()) {
                if (holding.suits(kind)) {
                    PortBlock automatic = PortBlock.of(next + BESIDE, REMAINING + 2 * BESIDE);
                    if (isBoundOnly(holding, kind) == boundOnly) {
                        holders.add(Arguments.of(holding, kind, automatic));
                    }
                    next = automatic.last() + 1 + BESIDE;
                }
            }
        }
        return holders;
    }

    private static boolean isBoundOnly(Holding holding, SocketKind kind) {
        return kind.protocol() == Protocol.TCP && (holding == Holding.BOUND || holding == Holding.BOUND_TO_LOOPBACK);
    }

    @BeforeAll
    static void loadTheGuard(Walls walls) {
        try (Ports ports = InsidePorts.of(walls)) {
            ports.restore().orElseThrow();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @FieldSource("HOLDERS")
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("P4 Create of a block with a port in use: 32, the holder named, nothing changed")
    void p4(Holding holding, SocketKind kind, PortBlock automatic, Ports ports, Walls walls) throws IOException {
        walls.automatic(automatic);
        try (Actor holder = Accounts.actor(walls).start()) {
            int port = holding.hold(holder, kind);
            String[] named = holding == Holding.TIME_WAIT
                    ? new String[] {"TIME_WAIT", Integer.toString(port)}
                    : new String[] {
                        "port " + port, "pid " + holder.pid() + " (" + command(holder) + ", user " + Accounts.USER + ")"
                    };
            Everything before = Everything.of(walls);
            for (PortBlock block :
                    new PortBlock[] {PortBlock.of(port), PortBlock.of(port - 1, 3), PortBlock.of(port - BESIDE, 70)}) {
                Answers.refused(
                        ports.create(ReservationRequest.of(kind.protocol(), block)),
                        Code.ERROR_SHARING_VIOLATION,
                        named);
                assertThat(Everything.of(walls)).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @FieldSource("BOUND_ONLY")
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP, KernelAbility.BOUND_SOCKETS})
    @DisplayName("P4 The same with a port that is bound and nothing more")
    void p4bound(Holding holding, SocketKind kind, PortBlock automatic, Ports ports, Walls walls) throws IOException {
        p4(holding, kind, automatic, ports, walls);
    }

    @PerProtocol
    @DisplayName("P4 A port that somebody had, or has in the other pool, is free")
    void p4free(Protocol protocol, Ports ports, Walls walls) throws IOException {
        try (Actor holder = walls.actor().start()) {
            SocketKind kind = SocketKind.of(protocol);
            ActorSocket socket = holder.socket(kind);
            int port = socket.bind(kind.loopback(), 0).orElseThrow();
            if (protocol == Protocol.TCP) {
                socket.listen().orElseThrow(); // so that any kernel lists it
            }
            Protocol other = protocol == Protocol.TCP ? Protocol.UDP : Protocol.TCP;
            ports.create(ReservationRequest.of(other, PortBlock.of(port))).orElseThrow();
            ports.delete(other, PortBlock.of(port)).orElseThrow();
            Answers.refused(
                    ports.create(ReservationRequest.of(Protocol.TCP_UDP, PortBlock.of(port))),
                    Code.ERROR_SHARING_VIOLATION,
                    "pid " + holder.pid());
            socket.close();
            ports.create(ReservationRequest.of(Protocol.TCP_UDP, PortBlock.of(port)))
                    .orElseThrow();
            ports.delete(Protocol.TCP_UDP, PortBlock.of(port)).orElseThrow();
        }
    }

    private static String command(Actor actor) throws IOException {
        return Files.readString(Path.of("/proc", Integer.toString(actor.pid()), "comm"))
                .strip();
    }
}
