package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** An engine that has changed something and keeps the guard open, beside hands that take the guard from it. */
@InWallsWithPorts
class KeptGuardPrivilegedTest {
    private static final PortBlock FIRST = PortBlock.of(9_000, 2);
    private static final PortBlock SECOND = PortBlock.of(9_010, 2);

    @PerProtocol
    @DisplayName("A hook that somebody unpins is attached again by the next change")
    void hook(Protocol protocol, Ports ports, Walls walls) throws IOException {
        create(ports, protocol, FIRST);
        for (String pin : List.of("link_berth_bind4", "link_berth_bind6")) {
            Files.delete(walls.bpffs().resolve(pin));
        }
        create(ports, protocol, SECOND);
        assertThat(InsidePorts.links(walls)).isEqualTo(5);
        assertRefused(walls, protocol);
    }

    @PerProtocol
    @DisplayName(
            "A guard whose pins somebody removed is loaded anew by the next change, with everything that is stored")
    void unpinned(Protocol protocol, Ports ports, Walls walls) throws IOException {
        create(ports, protocol, FIRST);
        unpin(walls);
        create(ports, protocol, SECOND);
        assertRefused(walls, protocol);
        assertThat(Everything.of(walls).entries()).hasSize(2);
    }

    @PerProtocol
    @DisplayName("A guard that another process has loaded in place of ours is the one that the next change goes to")
    void replaced(Protocol protocol, Ports ports, Walls walls) throws IOException {
        create(ports, protocol, FIRST);
        unpin(walls);
        Acquirer other = Acquirer.start(walls);
        other.acquire(AcquireRequest.of(protocol, 1)).orElseThrow();
        create(ports, protocol, SECOND);
        assertRefused(walls, protocol);
        assertThat(Everything.of(walls).entries()).hasSize(3);
    }

    private static void create(Ports ports, Protocol protocol, PortBlock block) {
        ports.create(ReservationRequest.of(protocol, block)).orElseThrow();
    }

    private static void unpin(Walls walls) throws IOException {
        List<Path> pins;
        try (Stream<Path> there = Files.list(walls.bpffs())) {
            pins = there.filter(pin -> !pin.toString().endsWith(".debug")).toList(); // those are the kernel's own
        }
        assertThat(pins).hasSizeGreaterThan(5);
        for (Path pin : pins) {
            Files.delete(pin);
        }
    }

    private static void assertRefused(Walls walls, Protocol protocol) throws IOException {
        Actor stranger = walls.actor().start();
        SocketKind kind = SocketKind.of(protocol);
        for (PortBlock block : List.of(FIRST, SECOND)) {
            for (int port = block.start(); port <= block.last(); port++) {
                assertThat(stranger.bind(kind, port)).as("%d", port).hasToString("EACCES");
            }
        }
        assertThat(stranger.bind(kind, 9_020)).hasToString("ok");
    }
}
