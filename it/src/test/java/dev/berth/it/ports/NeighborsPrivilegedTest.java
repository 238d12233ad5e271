package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Listing;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Standing;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.InsidePorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Netns;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Berth is not alone: other writers of the list, other namespaces, many reservations. */
@InWallsWithPorts
class NeighborsPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_000, 4);

    @PerProtocol
    @DisplayName("What others list in ip_local_reserved_ports before, between and after stays")
    void listedByOthers(Protocol protocol, Ports ports, Walls walls) throws IOException {
        walls.sysctl("ip_local_reserved_ports", "30000,40001,50000-50010");
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        assertThat(listed(walls)).hasToString("30000,40000-40003,50000-50010");
        walls.sysctl("ip_local_reserved_ports", "30000,40000-40003,45000,50000-50010");
        ports.exclude(protocol, PortBlock.of(45_000, 2)).orElseThrow();
        ports.create(ReservationRequest.of(protocol, PortBlock.of(50_010, 2))).orElseThrow();
        assertThat(listed(walls)).hasToString("30000,40000-40003,45000-45001,50000-50011");
        ports.delete(protocol, BLOCK).orElseThrow();
        assertThat(listed(walls)).hasToString("30000,40001,45000-45001,50000-50011");
        ports.removeExclusion(protocol, PortBlock.of(45_000, 2)).orElseThrow();
        walls.sysctl("ip_local_reserved_ports", "30000-30001,40001,45000,50000-50011");
        ports.purge().orElseThrow();
        assertThat(listed(walls)).hasToString("30000-30001,40001,45000,50000-50010");
    }

    @Test
    @DisplayName("2,000 scattered reservations read back exactly: store, guard and list")
    void twoThousand(Ports ports, Walls walls) throws IOException {
        List<PortBlock> blocks = IntStream.range(0, 2_000)
                .mapToObj(i -> PortBlock.of(1_100 + i * 29))
                .toList();
        ports.create(ReservationRequest.of(Protocol.TCP, blocks.getFirst())).orElseThrow();
        String first = Files.readString(walls.store().resolve("tcp-1100-1.json"));
        for (PortBlock block : blocks) { // files may be copied and templated
            Files.writeString(
                    walls.store().resolve("tcp-" + block.start() + "-1.json"),
                    first.replace("1100", "" + block.start()));
        }
        assertThat(Answers.warnings(ports.restore())).isEmpty();
        Listing listing = ports.list().orElseThrow();
        assertThat(listing.reservations()).extracting(Reservation::block).isEqualTo(blocks);
        assertThat(listing.reservations()).extracting(Reservation::standing).containsOnly(Standing.ENFORCED);
        Everything everything = Everything.of(walls);
        assertThat(everything.entries()).extracting(GuardEntry::block).containsExactlyInAnyOrderElementsOf(blocks);
        assertThat(everything.listed()).isEqualTo(PortSet.of(blocks));
        Actor stranger = walls.actor().start();
        assertThat(stranger.bind(SocketKind.TCP4, blocks.getLast().start())).hasToString("EACCES");
        assertThat(stranger.bind(SocketKind.TCP4, blocks.getLast().start() + 1)).hasToString("ok");
        ports.delete(Protocol.TCP, blocks.get(1_000)).orElseThrow();
        assertThat(listed(walls)).isEqualTo(PortSet.of(blocks).minus(PortSet.of(blocks.get(1_000))));
        ports.purge().orElseThrow();
        assertThat(listed(walls)).isEqualTo(PortSet.EMPTY);
    }

    @PerProtocol
    @DisplayName("A process in another network namespace binds the same port, in the same cgroup too")
    void anotherNamespace(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        Netns other = walls.anotherNetwork();
        Actor neighbor = walls.actor().in(other).start();
        for (SocketKind kind : SocketKind.all(protocol)) {
            assertThat(neighbor.attack(kind, kind.wildcard(), BLOCK, 4)).containsOnlyKeys("ok");
            assertThat(walls.actor().start().bind(kind, BLOCK.start())).hasToString("EACCES");
        }
    }

    @PerProtocol
    @DisplayName("A caller from another namespace is refused, and both are named")
    void callerFromAnotherNamespace(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        Everything before = Everything.of(walls);
        Netns other = walls.anotherNetwork();
        String here = "net:[" + Files.getAttribute(walls.network().path(), "unix:ino") + "]";
        String there = "net:[" + Files.getAttribute(other.path(), "unix:ino") + "]";
        try (Ports foreign = InsidePorts.of(walls, other)) {
            PortBlock free = PortBlock.of(41_000);
            Answers.refused(
                    foreign.create(ReservationRequest.of(protocol, free)), Code.ERROR_NOT_SUPPORTED, here, there);
            Answers.refused(foreign.delete(protocol, BLOCK), Code.ERROR_NOT_SUPPORTED, here, there);
            Answers.refused(foreign.exclude(protocol, free), Code.ERROR_NOT_SUPPORTED, here, there);
            Answers.refused(foreign.restore(), Code.ERROR_NOT_SUPPORTED, here, there);
            Answers.refused(foreign.purge(), Code.ERROR_NOT_SUPPORTED, here, there);
        }
        assertThat(Everything.of(walls)).isEqualTo(before);
    }

    private static PortSet listed(Walls walls) throws IOException {
        return Everything.of(walls).listed();
    }
}
