package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.it.walls.Reboot;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

/** After a restart of the machine. */
@InWallsWithPorts
class RebootPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_000, 4);
    private static final PortBlock OTHER = PortBlock.of(50_000, 100);

    @PerProtocol
    @DisplayName("P15 Restore makes the kernel keep everything that was recorded")
    void p15(Protocol protocol, Ports ports, Walls walls) throws IOException {
        Reservation before = ports.create(ReservationRequest.of(protocol, BLOCK)
                        .named("web")
                        .consumer(Consumer.user(Accounts.USER))
                        .denyWith(Deny.EADDRINUSE))
                .orElseThrow();
        ports.create(ReservationRequest.of(Protocol.TCP_UDP, OTHER)).orElseThrow();
        Reboot.of(walls);
        Actor stranger = walls.actor().start();
        SocketKind kind = SocketKind.of(protocol);
        assertThat(stranger.bind(kind, BLOCK.start())).hasToString("ok");
        Reservation asleep = ports.lookup(protocol, BLOCK).orElseThrow();
        assertThat(asleep).isEqualTo(before.with(Token.NONE, Standing.NOT_ENFORCED));

        ports.restore().orElseThrow();
        Reservation after = ports.lookup(protocol, BLOCK).orElseThrow();
        assertThat(after).isEqualTo(before.with(after.token(), Standing.ENFORCED));
        assertThat(after.token().isPresent()).isTrue();
        assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 4)).containsOnlyKeys("EADDRINUSE");
        assertThat(stranger.attack(kind, kind.wildcard(), OTHER, 100)).containsOnlyKeys("EACCES");
        assertThat(Accounts.actor(walls).start().bind(kind, BLOCK.start())).hasToString("ok");
        assertThat(Everything.of(walls).listed()).isEqualTo(PortSet.of(List.of(BLOCK, OTHER)));
    }

    @PerProtocol
    @DisplayName("P15 The first change does what restore does")
    void p15byChange(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        Reboot.of(walls);
        ports.create(ReservationRequest.of(protocol, OTHER)).orElseThrow();
        SocketKind kind = SocketKind.of(protocol);
        assertThat(walls.actor().start().bind(kind, BLOCK.start())).hasToString("EACCES");
        Answers.refused(ports.create(ReservationRequest.of(protocol, BLOCK)), Code.ERROR_SHARING_VIOLATION);
    }

    @PerProtocol
    @DisplayName("P15 Tokens of before a restart are not given again")
    void p15tokens(Protocol protocol, Ports ports, Walls walls) throws IOException {
        Token before = ports.create(ReservationRequest.of(protocol, BLOCK))
                .orElseThrow()
                .token();
        Reboot.of(walls);
        ports.restore().orElseThrow();
        assertThat(ports.lookup(protocol, BLOCK).orElseThrow().token()).isNotEqualTo(before);
    }

    @PerProtocol
    @DisplayName("P22 Restore enforces around a squatter and names it")
    void p22(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        Reboot.of(walls);
        Actor squatter = walls.actor().start();
        SocketKind kind = SocketKind.of(protocol);
        ActorSocket socket = squatter.socket(kind);
        socket.bind(kind.wildcard(), BLOCK.start()).orElseThrow();
        if (protocol == Protocol.TCP) {
            socket.listen().orElseThrow(); // so that any kernel lists it
        }
        List<String> warnings = Answers.warnings(ports.restore());
        assertThat(warnings)
                .anySatisfy(warning -> assertThat(warning).contains("" + BLOCK.start(), "pid " + squatter.pid()));
        assertThat(socket.port()).isEqualTo(BLOCK.start());
        assertThat(squatter.bind(kind, BLOCK.start() + 1)).hasToString("EACCES");
        assertThat(squatter.bind(kind, BLOCK.start())).hasToString("EACCES");
        socket.close();
        assertThat(squatter.bind(kind, BLOCK.start())).hasToString("EACCES");
    }
}
