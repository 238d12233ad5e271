package dev.berth.it.iphlpapi;

import static dev.berth.iphlpapi.IpHelper.htons;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Consumer;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.it.commands.Serving;
import dev.berth.it.walls.Everything;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.JavaProgram;
import dev.berth.it.walls.PerProtocol;
import dev.berth.it.walls.Reboot;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.ControlGroup;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sockets of every kind, restarts and callers without privilege come to through the documented functions. */
@InWallsWithPorts
class IpHelperSocketsPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(5000, 20);
    /** The kernel walks through the range, at least every other port: enough to come by every block of it. */
    private static final int CONNECTS = 1_600;

    @PerProtocol
    @DisplayName("P11 Delete with sockets bound inside: 0, and they stay bound and connected")
    void bound(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ControlGroup service = walls.cgroup().child("service").make();
        ports.create(ReservationRequest.of(protocol, BLOCK).consumer(Consumer.cgroup(service.path())))
                .orElseThrow();
        SocketKind kind = SocketKind.of(protocol);
        ActorSocket held = walls.actor().in(service).start().socket(kind);
        held.bind("127.0.0.1", 5007).orElseThrow();
        Actor stranger = walls.actor().start();
        ActorSocket client = stranger.socket(kind);
        ActorSocket receiver = held;
        if (protocol == Protocol.TCP) {
            held.listen().orElseThrow();
            client.connect("127.0.0.1", 5007).orElseThrow();
            receiver = held.accept();
        } else {
            client.connect("127.0.0.1", 5007).orElseThrow();
        }
        assertThat(stranger.bind(kind, 5008)).hasToString("EACCES");
        assertThat(delete(new IpHelper(ports), protocol)).isZero();
        assertThat(ports.list().orElseThrow().reservations()).isEmpty();
        assertThat(client.reaches(receiver)).isTrue();
        assertThat(held.port()).isEqualTo(5007);
        assertThat(stranger.bind(kind, 5007)).hasToString("EADDRINUSE");
        assertThat(stranger.bind(kind, 5008).isOk()).isTrue();
    }

    @PerProtocol
    @DisplayName("P15 After a restart of the machine: another token, and every kind of socket refused again")
    void reboot(Protocol protocol, Ports ports, Walls walls) throws IOException {
        IpHelper helper = new IpHelper(ports);
        long[] before = {0};
        long[] after = {0};
        assertThat(create(helper, protocol, BLOCK, before)).isZero();
        Reboot.of(walls);
        Actor stranger = walls.actor().start();
        assertThat(stranger.bind(SocketKind.of(protocol), 5000).isOk()).isTrue();
        ports.restore().orElseThrow();
        assertThat(lookup(helper, protocol, after)).isZero();
        assertThat(after[0]).isNotZero().isNotEqualTo(before[0]);
        for (SocketKind kind : SocketKind.all(protocol)) {
            assertThat(stranger.attack(kind, kind.wildcard(), BLOCK, 20)).containsOnlyKeys("EACCES");
        }
        assertThat(create(helper, protocol, BLOCK, before)).isEqualTo(32);
        assertThat(delete(helper, protocol)).isZero();
        assertThat(stranger.bind(SocketKind.of(protocol), 5000).isOk()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("P17 A stranger's explicit bind on loopback and wildcard addresses: EACCES, until Delete")
    void stranger(SocketKind kind, Ports ports, Walls walls) throws IOException {
        IpHelper helper = new IpHelper(ports);
        assertThat(create(helper, kind.protocol(), BLOCK, new long[1])).isZero();
        Actor stranger = walls.actor().start();
        for (String address : new String[] {kind.wildcard(), kind.loopback()}) {
            assertThat(stranger.attack(kind, address, BLOCK, 20)).containsOnlyKeys("EACCES");
            assertThat(stranger.bind(kind, address, 4999).isOk()).isTrue();
            assertThat(stranger.bind(kind, address, 5020).isOk()).isTrue();
        }
        if (kind.name().endsWith("DUAL")) {
            assertThat(stranger.bind(kind, "::ffff:127.0.0.1", 5000)).hasToString("EACCES");
        }
        assertThat(delete(helper, kind.protocol())).isZero();
        for (String address : new String[] {kind.wildcard(), kind.loopback()}) {
            assertThat(stranger.attack(kind, address, BLOCK, 20)).containsOnlyKeys("ok");
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("P18 Neither bind to port 0 nor connect is given a port of the block")
    void automatic(SocketKind kind, Ports ports, Walls walls) throws IOException {
        walls.automatic(PortBlock.between(40_000, 42_999));
        PortBlock block = PortBlock.of(40_100, 1_000);
        Actor stranger = walls.actor().start();
        assertThat(stranger.exhaust(kind, block)).containsEntry("inside", 1_000);
        assertThat(stranger.connectAutomatically(kind, 39_000, block, CONNECTS)).containsKey("inside");
        assertThat(create(new IpHelper(ports), kind.protocol(), block, new long[1]))
                .isZero();
        assertThat(stranger.exhaust(kind, block))
                .containsEntry("outside", 2_000)
                .doesNotContainKey("inside");
        assertThat(stranger.connectAutomatically(kind, 39_000, block, CONNECTS)).containsOnlyKeys("outside");
    }

    @PerProtocol
    @DisplayName("P7 P14 No administrator: changes 5 after 87 and before 32 and 1168, nothing changed; Lookup answers")
    void noAdministrator(Protocol protocol, Ports ports, Walls walls) throws IOException {
        long token = ports.create(ReservationRequest.of(protocol, BLOCK))
                .orElseThrow()
                .token()
                .bits();
        Everything before = Everything.of(walls);
        List<String> answers = answers(walls);
        assertThat(Everything.of(walls)).isEqualTo(before);
        assertThat(answers.subList(0, 8))
                .allSatisfy(answer -> assertThat(answer)
                        .startsWith("5 7 ")
                        .contains("ERROR_ACCESS_DENIED (5)", "CAP_NET_ADMIN", "CAP_BPF"));
        assertThat(answers.subList(8, 10))
                .allSatisfy(answer -> assertThat(answer).startsWith("87 7 "));
        assertThat(answers.subList(10, 12))
                .allSatisfy(answer -> assertThat(answer).startsWith("1168 7 "));
        if (rootMayOpenItsPins()) {
            assertThat(found(answers, protocol))
                    .startsWith("0 " + Long.toUnsignedString(token) + " ")
                    .doesNotContain("as recorded");
        } else {
            assertThat(found(answers, protocol)).startsWith("0 0 ").contains("as recorded");
        }
        assertThat(missing(answers, protocol)).startsWith("1168 7 ");
    }

    @PerProtocol
    @DisplayName("P14 Who may not look into the kernel is answered from the store, with token 0")
    void notVerified(Protocol protocol, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        Files.setPosixFilePermissions(walls.bpffs(), Set.of()); // as 0700 is to any other user
        List<String> answers = answers(walls);
        Files.setPosixFilePermissions(walls.bpffs(), PosixFilePermissions.fromString("rwx------"));
        assertThat(found(answers, protocol)).startsWith("0 0 ").contains("as recorded");
        assertThat(missing(answers, protocol)).startsWith("1168 7 ");
    }

    /** Before Linux 5.19 (c8644cd0efe7) the sysctl keeps a root without capabilities from what is pinned and its own. */
    private static boolean rootMayOpenItsPins() throws IOException {
        String[] release = System.getProperty("os.version").split("[.-]", 3);
        int version = Integer.parseInt(release[0]) * 1_000 + Integer.parseInt(release[1]);
        Path disabled = Path.of("/proc/sys/kernel/unprivileged_bpf_disabled");
        return version >= 5_019
                || !Files.exists(disabled)
                || Files.readString(disabled).strip().equals("0");
    }

    private static String found(List<String> answers, Protocol protocol) {
        return answers.get(protocol == Protocol.TCP ? 12 : 13);
    }

    private static String missing(List<String> answers, Protocol protocol) {
        return answers.get(protocol == Protocol.TCP ? 13 : 12);
    }

    private static List<String> answers(Walls walls) throws IOException {
        return JavaProgram.of(walls, IpHelperCaller.class, "setpriv", "--bounding-set=-all", "--inh-caps=-all")
                .with("BERTH_CGROUP", walls.cgroup().directory().toString())
                .with("BERTH_BPFFS", walls.bpffs().toString())
                .with("BERTH_STORE", walls.store().toString())
                .with("BERTH_SOCKET", Serving.socket(walls).toString())
                .expect(0)
                .out()
                .lines()
                .toList();
    }

    private static int create(IpHelper helper, Protocol protocol, PortBlock block, long[] token) {
        return protocol == Protocol.TCP
                ? helper.CreatePersistentTcpPortReservation(htons(block.start()), (short) block.count(), token)
                : helper.CreatePersistentUdpPortReservation(htons(block.start()), (short) block.count(), token);
    }

    private static int lookup(IpHelper helper, Protocol protocol, long[] token) {
        return protocol == Protocol.TCP
                ? helper.LookupPersistentTcpPortReservation(htons(BLOCK.start()), (short) BLOCK.count(), token)
                : helper.LookupPersistentUdpPortReservation(htons(BLOCK.start()), (short) BLOCK.count(), token);
    }

    private static int delete(IpHelper helper, Protocol protocol) {
        return protocol == Protocol.TCP
                ? helper.DeletePersistentTcpPortReservation(htons(BLOCK.start()), (short) BLOCK.count())
                : helper.DeletePersistentUdpPortReservation(htons(BLOCK.start()), (short) BLOCK.count());
    }
}
