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
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose a runtime reservation is: the owner's and its descendants', and nobody else's of the same user. */
@InWallsWithPorts
class RuntimeIsolationPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(9_000, 4);
    /** So many processes after the owner are looked at, from one to its parent. */
    private static final int FARTHEST = 63;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("R14 The owner, its child and grandchild may bind, unmodified; a process of the same user may not")
    void family(SocketKind kind, Walls walls) throws IOException {
        Actor stranger = walls.actor().start();
        Actor owner =
                owner(walls, AcquireRequest.of(kind.protocol(), BLOCK.count()).startingAt(BLOCK.start()));
        Actor child = owner.child();
        Actor grandchild = child.child();
        for (int port = BLOCK.start(); port <= BLOCK.last(); port++) {
            assertThat(owner.bind(kind, port)).hasToString("ok");
            assertThat(child.bind(kind, port)).hasToString("ok");
            assertThat(grandchild.bind(kind, port)).hasToString("ok");
            assertThat(stranger.bind(kind, port)).hasToString("EACCES");
            assertThat(stranger.child().bind(kind, port)).hasToString("EACCES");
        }
        SocketKind other = SocketKind.of(kind.protocol() == Protocol.TCP ? Protocol.UDP : Protocol.TCP);
        assertThat(stranger.bind(other, BLOCK.start())).hasToString("ok");
    }

    @PerProtocol
    @DisplayName("R14 A grandchild whose parent has ended may bind where the owner adopts orphans, and else may not")
    void orphans(Protocol protocol, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Actor owner = owner(walls, AcquireRequest.of(protocol, BLOCK.count()).startingAt(BLOCK.start()));
        assertThat(owner.orphan().bind(kind, BLOCK.start())).hasToString("EACCES");
        owner.adoptOrphans();
        Actor orphan = owner.orphan();
        assertThat(orphan.bind(kind, BLOCK.start())).hasToString("ok");
        assertThat(orphan.orphan().bind(kind, BLOCK.start())).hasToString("ok");
        assertThat(orphan.child().bind(kind, BLOCK.start())).hasToString("ok");
    }

    @Test
    @DisplayName("R14 Descendants are known up to 63 generations away")
    void generations(Walls walls) throws IOException {
        Actor descendant = owner(walls, AcquireRequest.of(Protocol.TCP, 4).startingAt(BLOCK.start()));
        for (int generation = 1; generation <= FARTHEST; generation++) {
            descendant = descendant.child();
        }
        assertThat(descendant.bind(SocketKind.TCP4, BLOCK.start())).hasToString("ok");
        assertThat(descendant.child().bind(SocketKind.TCP4, BLOCK.start())).hasToString("EACCES");
    }

    @PerProtocol
    @DisplayName("R10 R13 Another process can neither release it nor associate with it, nor can a child of the owner's")
    void otherProcesses(Protocol protocol, Ports ports, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        Actor stranger = walls.actor().start();
        Acquirer owner = Acquirer.start(walls);
        Token token = owner.acquire(AcquireRequest.of(protocol, BLOCK.count()).startingAt(BLOCK.start()))
                .orElseThrow()
                .token();
        Acquirer other = Acquirer.start(walls);
        other.acquire(AcquireRequest.of(protocol, 1)).orElseThrow(); // it keeps a session, which knows the token
        Answers.refused(other.release(token), Code.WSAEINVAL, "pid " + owner.pid(), "--force");
        Answers.refused(ports.release(token), Code.WSAEINVAL, "pid " + owner.pid());
        int socket = other.socket(kind);
        Answers.refused(other.associate(socket, protocol, token), Code.WSAEINVAL, "pid " + owner.pid());
        assertThat(other.bind(socket, BLOCK.start())).hasToString("EACCES");
        assertThat(stranger.bind(kind, BLOCK.start())).hasToString("EACCES");
        assertThat(owner.bindAssociated(kind, token, 0).isOk()).isTrue();

        other.forceRelease(token).orElseThrow();
        assertThat(stranger.bind(kind, BLOCK.last())).hasToString("ok");
        Answers.refused(owner.release(token), Code.WSAEINVAL);
        assertThat(owner.bindAssociated(kind, ownOf(owner, protocol), BLOCK.last()))
                .as("the owner goes on")
                .hasToString("ok");
    }

    @PerProtocol
    @DisplayName(
            "R14 Named users, groups and cgroups may bind besides the family, below 1024 too; others of theirs may not")
    void named(Protocol protocol, Walls walls) throws IOException {
        SocketKind kind = SocketKind.of(protocol);
        ControlGroup service = walls.cgroup().child("service").make();
        PortBlock block = PortBlock.of(700, 4);
        AcquireRequest request = AcquireRequest.of(protocol, block.count())
                .startingAt(block.start())
                .consumer(Accounts.consumer(walls))
                .consumer(Consumer.group(Accounts.GROUP))
                .consumer(Consumer.cgroup(service.path()));
        Actor owner = owner(walls, request);
        long nobody = Accounts.STRANGER;
        assertThat(owner.bind(kind, block.start())).hasToString("ok");
        assertThat(owner.child().bind(kind, block.start())).hasToString("ok");
        assertThat(Accounts.actor(walls).start().bind(kind, block.start())).hasToString("ok");
        for (Actor member : List.of(
                walls.actor().as(nobody, Accounts.gid(walls)).start(),
                walls.actor().as(nobody, nobody, Accounts.gid(walls)).start(),
                walls.actor().in(service).as(nobody, nobody).start())) {
            assertThat(member.bind(kind, block.start())).hasToString("ok");
        }
        assertThat(walls.actor().start().bind(kind, block.start())).hasToString("EACCES");
        assertThat(walls.actor().as(nobody, nobody).start().bind(kind, block.start()))
                .hasToString("EACCES");
    }

    private static Token ownOf(Acquirer owner, Protocol protocol) throws IOException {
        return owner.acquire(AcquireRequest.of(protocol, 1).startingAt(BLOCK.last()))
                .orElseThrow()
                .token();
    }

    private static Actor owner(Walls walls, AcquireRequest request) throws IOException {
        Acquirer acquirer = Acquirer.start(walls);
        acquirer.acquire(request).orElseThrow();
        return acquirer.become();
    }
}
