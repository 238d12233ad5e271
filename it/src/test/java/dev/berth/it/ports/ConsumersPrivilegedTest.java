package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Consumer;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorStart;
import dev.berth.testkit.ControlGroup;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;

/** Programs that know nothing of Berth bind because they run as somebody, or somewhere, that a reservation names. */
@InWallsWithPorts
@NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
class ConsumersPrivilegedTest {
    private static final PortBlock LOW = PortBlock.of(80);
    private static final PortBlock HIGH = PortBlock.of(40_000, 4);
    private static final long NOBODY = Accounts.STRANGER;

    @PerProtocol
    @DisplayName("P19 The named user, by effective id; his twin and root are strangers")
    void p19user(Protocol protocol, Ports ports, Walls walls) throws IOException {
        reserve(ports, protocol, Consumer.user(Accounts.USER));
        long uid = Accounts.uid(walls);
        binds(protocol, walls.actor().as(uid, NOBODY));
        isRefused(protocol, walls.actor().as(NOBODY, NOBODY, uid));
        isRefused(protocol, walls.actor());
        Actor chameleon = walls.actor().start();
        chameleon.setUsers(0, uid, 0).orElseThrow();
        assertThat(chameleon.bind(SocketKind.of(protocol), LOW.start())).hasToString("ok");
        chameleon.setUsers(uid, 0, 0).orElseThrow();
        assertThat(chameleon.bind(SocketKind.of(protocol), LOW.start())).hasToString("EACCES");
    }

    @PerProtocol
    @DisplayName("P19 Members of the named group, primary or supplementary")
    void p19group(Protocol protocol, Ports ports, Walls walls) throws IOException {
        reserve(ports, protocol, Consumer.group(Accounts.GROUP));
        long gid = Accounts.gid(walls);
        binds(protocol, walls.actor().as(NOBODY, gid));
        binds(protocol, walls.actor().as(NOBODY, NOBODY, 1_001, gid, 70_000));
        isRefused(protocol, walls.actor().as(NOBODY, NOBODY, 1_001, 70_000));
        isRefused(protocol, walls.actor().as(gid, NOBODY));
    }

    @PerProtocol
    @DisplayName("P19 Processes in the named cgroup or below it, which need not exist and may come and go")
    void p19cgroup(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ControlGroup named = walls.cgroup().child("a/b");
        reserve(ports, protocol, Consumer.cgroup(named.path()));
        ActorStart unprivileged = walls.actor().as(NOBODY, NOBODY);
        isRefused(protocol, unprivileged);
        binds(protocol, unprivileged.in(named.make()));
        binds(protocol, unprivileged.in(named.child("c/d").make()));
        for (String stranger : new String[] {"a", "a/bc", "a/c", "b", "a/a/b"}) {
            isRefused(protocol, unprivileged.in(walls.cgroup().child(stranger).make()));
        }
        isRefused(protocol, walls.actor());
        long before = named.id();
        named.close();
        assertThat(named.make().id()).isNotEqualTo(before);
        binds(protocol, unprivileged.in(named));
    }

    @PerProtocol
    @DisplayName("P19 Several consumers: each of them counts")
    void p19several(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ControlGroup cgroup = walls.cgroup().child("service").make();
        ports.create(ReservationRequest.of(protocol, HIGH)
                        .consumer(Consumer.user(Accounts.USER))
                        .consumer(Consumer.group(Accounts.GROUP))
                        .consumer(Consumer.cgroup(cgroup.path())))
                .orElseThrow();
        SocketKind kind = SocketKind.of(protocol);
        for (ActorStart consumer : new ActorStart[] {
            walls.actor().as(Accounts.uid(walls), NOBODY),
            walls.actor().as(NOBODY, Accounts.gid(walls)),
            walls.actor().as(NOBODY, NOBODY).in(cgroup)
        }) {
            assertThat(consumer.start().bind(kind, HIGH.start())).hasToString("ok");
        }
        assertThat(walls.actor().as(NOBODY, NOBODY).start().bind(kind, HIGH.start()))
                .hasToString("EACCES");
    }

    @PerProtocol
    @DisplayName("P19 A reservation that keeps privileged ports privileged refuses port 80 to who lacks the capability")
    void p19keepPrivileged(Protocol protocol, Ports ports, Walls walls) throws IOException {
        for (PortBlock block : new PortBlock[] {LOW, HIGH}) {
            ports.create(ReservationRequest.of(protocol, block)
                            .consumer(Consumer.user(Accounts.USER))
                            .consumer(Consumer.user("root"))
                            .lowPorts(LowPorts.PRIVILEGED))
                    .orElseThrow();
        }
        SocketKind kind = SocketKind.of(protocol);
        Actor consumer = Accounts.actor(walls).start();
        assertThat(consumer.bind(kind, HIGH.start())).hasToString("ok");
        assertThat(consumer.bind(kind, LOW.start())).hasToString("EACCES");
        assertThat(walls.actor().withoutCapabilities().start().bind(kind, LOW.start()))
                .hasToString("EACCES");
        assertThat(walls.actor().start().bind(kind, LOW.start())).hasToString("ok");
    }

    private static void reserve(Ports ports, Protocol protocol, Consumer consumer) {
        for (PortBlock block : new PortBlock[] {LOW, HIGH}) {
            ports.create(ReservationRequest.of(protocol, block).consumer(consumer))
                    .orElseThrow();
        }
    }

    /** On every port, of each kind, below 1024 without a capability. */
    private static void binds(Protocol protocol, ActorStart consumer) throws IOException {
        try (Actor actor = consumer.start()) {
            for (SocketKind kind : SocketKind.all(protocol)) {
                assertThat(actor.attack(kind, kind.wildcard(), HIGH, 4))
                        .as("%s", kind)
                        .containsOnlyKeys("ok");
                assertThat(actor.bind(kind, LOW.start())).as("%s", kind).hasToString("ok");
                assertThat(actor.bind(kind, kind.loopback(), LOW.start()))
                        .as("%s", kind)
                        .hasToString("ok");
            }
        }
    }

    private static void isRefused(Protocol protocol, ActorStart stranger) throws IOException {
        try (Actor actor = stranger.start()) {
            for (SocketKind kind : SocketKind.all(protocol)) {
                assertThat(actor.attack(kind, kind.wildcard(), HIGH, 4))
                        .as("%s", kind)
                        .containsOnlyKeys("EACCES");
                assertThat(actor.bind(kind, LOW.start())).as("%s", kind).hasToString("EACCES");
            }
        }
    }
}
