package dev.berth.it.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.Actor;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

/** Things go wrong: it is said what, and nothing is half done. */
@InWallsWithPorts
class BadDaysPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_000, 4);
    private static final PortBlock NEXT = PortBlock.of(41_000, 4);
    private static final PortBlock EXCLUDED = PortBlock.of(42_000, 4);

    @PerProtocol
    @DisplayName("A bpffs in which others can write is refused by name")
    void bpffsOfOthers(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        Everything before = Everything.of(walls);
        chmod(walls.bpffs(), "rwxrwxrwx");
        Answers.refused(
                ports.create(ReservationRequest.of(protocol, NEXT)),
                Code.ERROR_NOT_SUPPORTED,
                walls.bpffs().toString());
        chmod(walls.bpffs(), "rwx------");
        assertThat(Everything.of(walls)).isEqualTo(before);
        ports.create(ReservationRequest.of(protocol, NEXT)).orElseThrow();
    }

    @PerProtocol
    @DisplayName("A store in which others can write is refused by name")
    void storeOfOthers(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        Everything before = Everything.of(walls);
        chmod(walls.store(), "rwxrwxrwx");
        Answers.refused(
                ports.create(ReservationRequest.of(protocol, NEXT)),
                Code.ERROR_NOT_SUPPORTED,
                walls.store().toString());
        chmod(walls.store(), "rwxr-xr-x");
        assertThat(Everything.of(walls)).isEqualTo(before);
        ports.create(ReservationRequest.of(protocol, NEXT)).orElseThrow();
    }

    @PerProtocol
    @DisplayName("A full store: 112, nothing changed, the ports stay free")
    void fullStore(Protocol protocol, Ports ports, Walls walls) throws IOException {
        tmpfs(walls.store());
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        ports.exclude(protocol, EXCLUDED).orElseThrow();
        Everything before = Everything.of(walls);
        Program.of("sh", "-c", "cat /dev/zero > \"$0\" || true", walls.store().resolve("filler") + "")
                .run();
        Answers.refused(
                ports.create(ReservationRequest.of(protocol, NEXT)),
                Code.ERROR_DISK_FULL,
                walls.store().toString());
        Answers.refused(
                ports.exclude(protocol, NEXT),
                Code.ERROR_DISK_FULL,
                walls.store().toString());
        Answers.refused(
                ports.change(protocol, BLOCK, ReservationChange.NONE.named("other")),
                Code.ERROR_DISK_FULL,
                walls.store().toString());
        assertThat(Answers.warnings(ports.restore())).isEmpty();
        assertThat(Everything.of(walls)).isEqualTo(before);
        SocketKind kind = SocketKind.of(protocol);
        Actor stranger = walls.actor().start();
        assertThat(stranger.attack(kind, kind.wildcard(), NEXT, 4)).containsOnlyKeys("ok");
        // What takes no room is done.
        ports.delete(protocol, BLOCK).orElseThrow();
        ports.removeExclusion(protocol, EXCLUDED).orElseThrow();
        assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 4)).containsOnlyKeys("ok");
        assertThat(Everything.of(walls).listed()).isEqualTo(PortSet.EMPTY);
    }

    @PerProtocol
    @DisplayName("A store that is mounted read-only: 5, named, nothing changed")
    void readOnlyStore(Protocol protocol, Ports ports, Walls walls) throws IOException {
        tmpfs(walls.store());
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        ports.exclude(protocol, EXCLUDED).orElseThrow();
        Everything before = Everything.of(walls);
        Program.of("mount", "-o", "remount,ro", walls.store().toString()).expect(0);
        List<Outcome<?>> outcomes = List.of(
                ports.create(ReservationRequest.of(protocol, NEXT)),
                ports.change(protocol, BLOCK, ReservationChange.NONE.named("other")),
                ports.delete(protocol, BLOCK),
                ports.exclude(protocol, NEXT),
                ports.removeExclusion(protocol, EXCLUDED),
                ports.restore());
        assertThat(outcomes)
                .allSatisfy(outcome -> Answers.refused(
                        outcome, Code.ERROR_ACCESS_DENIED, walls.store().toString()));
        assertThat(Everything.of(walls)).isEqualTo(before);
        assertThat(ports.lookup(protocol, BLOCK).orElseThrow().block()).isEqualTo(BLOCK);
        Program.of("mount", "-o", "remount,rw", walls.store().toString()).expect(0);
        ports.create(ReservationRequest.of(protocol, NEXT)).orElseThrow();
    }

    @PerProtocol
    @DisplayName("Files that cannot be parsed, or overlap, are named and left alone; the others count")
    void damagedStore(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        String file = Files.readString(walls.store().resolve(protocol + "-40000-4.json"));
        write(walls, protocol + "-41000-4.json", "{ not JSON");
        write(
                walls,
                protocol + "-42000-4.json",
                file.replace("\"version\": 1", "\"version\": 99").replace("40000", "42000"));
        write(walls, protocol + "-43000-4.json", file);
        write(walls, protocol + "-40003-4.json", file.replace("40000", "40003"));
        write(walls, protocol + "-44000-4.json", file.replace("40000", "44000"));
        String warnings = String.join("\n", Answers.warnings(ports.restore()));
        assertThat(warnings).contains("-41000-4.json", "-42000-4.json", "-43000-4.json", "40003-4.json");
        assertThat(ports.list().orElseThrow().reservations())
                .extracting(Reservation::block)
                .containsExactly(BLOCK, PortBlock.of(44_000, 4));
        SocketKind kind = SocketKind.of(protocol);
        Actor stranger = walls.actor().start();
        assertThat(stranger.bind(kind, 44_000)).hasToString("EACCES");
        for (int port : new int[] {41_000, 42_000, 43_000, 40_004}) {
            assertThat(stranger.bind(kind, port)).hasToString("ok");
        }
        assertThat(walls.store().resolve(protocol + "-41000-4.json")).hasContent("{ not JSON");
    }

    @PerProtocol
    @DisplayName("A user or group that nobody knows: 87, named")
    void unknownNames(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ReservationRequest request = ReservationRequest.of(protocol, BLOCK);
        Answers.refused(
                ports.create(request.consumer(Consumer.user("no-such-user"))),
                Code.ERROR_INVALID_PARAMETER,
                "no-such-user");
        Answers.refused(
                ports.create(request.consumer(Consumer.group("no-such-group"))),
                Code.ERROR_INVALID_PARAMETER,
                "no-such-group");
        assertThat(walls.actor().start().bind(SocketKind.of(protocol), BLOCK.start()))
                .hasToString("ok");
    }

    @PerProtocol
    @DisplayName("Fewer than 1,024 automatic ports would be left: 32, nothing changed")
    void tooFewAutomaticPorts(Protocol protocol, Ports ports, Walls walls) throws IOException {
        walls.automatic(PortBlock.between(40_000, 41_999));
        ports.create(ReservationRequest.of(protocol, PortBlock.of(40_000, 976))).orElseThrow();
        Everything before = Everything.of(walls);
        Answers.refused(
                ports.create(ReservationRequest.of(protocol, PortBlock.of(41_999))),
                Code.ERROR_SHARING_VIOLATION,
                "1024",
                "1023");
        Answers.refused(ports.exclude(protocol, PortBlock.of(41_999)), Code.ERROR_SHARING_VIOLATION, "1024", "1023");
        assertThat(Everything.of(walls)).isEqualTo(before);
        ports.create(ReservationRequest.of(protocol, PortBlock.of(42_000, 100))).orElseThrow();
    }

    private static void tmpfs(Path directory) throws IOException {
        Files.createDirectory(directory);
        Program.of("mount", "-t", "tmpfs", "-o", "size=64k,mode=0755", "none", directory.toString())
                .expect(0);
    }

    private static void write(Walls walls, String name, String text) throws IOException {
        Files.writeString(walls.store().resolve(name), text);
    }

    private static void chmod(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
