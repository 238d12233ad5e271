package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ControlGroup;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whose a runtime reservation is: the owner's and its descendants', and nobody else's of the same user. The tests share
 * walls and owners: none of them leaves anything.
 */
@InWallsWithPorts
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuntimeIsolationPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(9_000, 4);
    /** So many processes after the owner are looked at, from one to its parent. */
    private static final int FARTHEST = 63;
    /** As {@link #BLOCK}, for named ones besides. */
    private static final PortBlock NAMED = PortBlock.of(700, 4);
    /** Owned by who can tell what became of it, and release it. */
    private static final PortBlock OTHER = PortBlock.of(9_100, 4);

    private final Walls walls;
    private final Actor stranger;
    private final ControlGroup service;
    /** Who own {@link #BLOCK} and {@link #NAMED} of a pool, and are told to have children. */
    private final Map<Protocol, Actor> parents = new EnumMap<>(Protocol.class);

    private final Acquirer owner;
    private final Acquirer other;

    RuntimeIsolationPrivilegedTest(Walls walls) throws IOException {
        this.walls = walls;
        stranger = walls.actor().start();
        service = walls.cgroup().child("service").make();
        for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
            parents.put(protocol, parent(protocol));
        }
        owner = Acquirer.start(walls);
        other = Acquirer.start(walls);
    }

    @AfterEach
    void startOver() throws IOException {
        owner.startOver();
        other.startOver();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("R14 The owner, its child and grandchild may bind, unmodified; a process of the same user may not")
    void family(SocketKind kind) throws IOException {
        Actor parent = parentOf(kind.protocol());
        Actor child = parent.child();
        Actor grandchild = child.child();
        Actor strangersChild = stranger.child();
        for (int port = BLOCK.start(); port <= BLOCK.last(); port++) {
            assertThat(parent.bind(kind, port)).hasToString("ok");
            assertThat(child.bind(kind, port)).hasToString("ok");
            assertThat(grandchild.bind(kind, port)).hasToString("ok");
            assertThat(stranger.bind(kind, port)).hasToString("EACCES");
            assertThat(strangersChild.bind(kind, port)).hasToString("EACCES");
        }
    }

    @PerProtocol
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("R14 The same ports of the other pool are nobody's business")
    void otherPool(Protocol protocol) throws IOException {
        Protocol otherPool = protocol == Protocol.TCP ? Protocol.UDP : Protocol.TCP;
        owner.acquire(RuntimePrivilegedTest.exactly(protocol, OTHER)).orElseThrow();
        for (SocketKind kind : SocketKind.all(otherPool)) {
            assertThat(stranger.bind(kind, OTHER.start())).as("%s", kind).hasToString("ok");
        }
    }

    @PerProtocol
    @DisplayName("R14 A grandchild whose parent has ended may bind where the owner adopts orphans, and else may not")
    void orphans(Protocol protocol) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Actor parent = parentOf(protocol);
        assertThat(parent.orphan().bind(kind, BLOCK.start())).hasToString("EACCES");
        parent.adoptOrphans(); // which is of no concern to the other tests
        Actor orphan = parent.orphan();
        assertThat(orphan.bind(kind, BLOCK.start())).hasToString("ok");
        assertThat(orphan.orphan().bind(kind, BLOCK.start())).hasToString("ok");
        assertThat(orphan.child().bind(kind, BLOCK.start())).hasToString("ok");
    }

    @Test
    @DisplayName("R14 Descendants are known up to 63 generations away")
    void generations() throws IOException {
        Actor descendant = parentOf(Protocol.TCP);
        for (int generation = 1; generation <= FARTHEST; generation++) {
            descendant = descendant.child();
        }
        assertThat(descendant.bind(SocketKind.TCP4, BLOCK.start())).hasToString("ok");
        assertThat(descendant.child().bind(SocketKind.TCP4, BLOCK.start())).hasToString("EACCES");
    }

    @PerProtocol
    @DisplayName("R10 R13 Another process can neither release it nor associate with it, nor can a child of the owner's")
    void otherProcesses(Protocol protocol, Ports ports) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Token token = owner.acquire(RuntimePrivilegedTest.exactly(protocol, OTHER))
                .orElseThrow()
                .token();
        other.acquire(AcquireRequest.of(protocol, 1)).orElseThrow(); // it keeps a session, which knows the token
        Answers.refused(other.release(token), Code.WSAEINVAL, "pid " + owner.pid(), "--force");
        Answers.refused(ports.release(token), Code.WSAEINVAL, "pid " + owner.pid());
        int socket = other.socket(kind);
        Answers.refused(other.associate(socket, protocol, token), Code.WSAEINVAL, "pid " + owner.pid());
        assertThat(other.bind(socket, OTHER.start())).hasToString("EACCES");
        assertThat(stranger.bind(kind, OTHER.start())).hasToString("EACCES");
        assertThat(owner.bindAssociated(kind, token, 0).isOk()).isTrue();

        other.forceRelease(token).orElseThrow();
        assertThat(stranger.bind(kind, OTHER.last())).hasToString("ok");
        Answers.refused(owner.release(token), Code.WSAEINVAL);
        assertThat(owner.bindAssociated(kind, ownOf(protocol), OTHER.last()))
                .as("the owner goes on")
                .hasToString("ok");
    }

    @PerProtocol
    @DisplayName(
            "R14 Named users, groups and cgroups may bind besides the family, below 1024 too; others of theirs may not")
    void named(Protocol protocol) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Actor parent = parentOf(protocol);
        long nobody = Accounts.STRANGER;
        assertThat(parent.bind(kind, NAMED.start())).hasToString("ok");
        assertThat(parent.child().bind(kind, NAMED.start())).hasToString("ok");
        assertThat(Accounts.actor(walls).start().bind(kind, NAMED.start())).hasToString("ok");
        for (Actor member : List.of(
                walls.actor().as(nobody, Accounts.gid(walls)).start(),
                walls.actor().as(nobody, nobody, Accounts.gid(walls)).start(),
                walls.actor().in(service).as(nobody, nobody).start())) {
            assertThat(member.bind(kind, NAMED.start())).hasToString("ok");
        }
        assertThat(stranger.bind(kind, NAMED.start())).hasToString("EACCES");
        assertThat(walls.actor().as(nobody, nobody).start().bind(kind, NAMED.start()))
                .hasToString("EACCES");
    }

    private Token ownOf(Protocol protocol) throws IOException {
        return owner.acquire(AcquireRequest.of(protocol, 1).startingAt(OTHER.last()))
                .orElseThrow()
                .token();
    }

    private Actor parentOf(Protocol protocol) {
        return Objects.requireNonNull(parents.get(protocol));
    }

    private Actor parent(Protocol protocol) throws IOException {
        Acquirer acquirer = Acquirer.start(walls);
        acquirer.acquire(RuntimePrivilegedTest.exactly(protocol, BLOCK)).orElseThrow();
        AcquireRequest named = RuntimePrivilegedTest.exactly(protocol, NAMED)
                .consumer(Accounts.consumer(walls))
                .consumer(Consumer.group(Accounts.GROUP))
                .consumer(Consumer.cgroup(service.path()));
        acquirer.acquire(named).orElseThrow();
        return acquirer.become();
    }
}
