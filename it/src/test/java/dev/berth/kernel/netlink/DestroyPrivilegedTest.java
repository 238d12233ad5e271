package dev.berth.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.it.walls.JavaProgram;
import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly the socket that is meant goes, and its owner and peer are told. */
@InWalls
@NeedsKernel(KernelAbility.IPV6)
class DestroyPrivilegedTest {
    private Actor actor;

    @BeforeEach
    void start(Walls walls) throws IOException {
        actor = walls.actor().start();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "TCP.*")
    void bothSidesAreTold(SocketKind kind, Walls walls) throws IOException {
        Found found = new Found(walls);
        TcpStage.Scene scene = new TcpStage.Scene(found, actor, kind);
        TcpStage.Connected ends = scene.connected();
        found.destroy(
                found.only(Protocol.TCP, ends.ports().local(), ends.ports().remote()));
        assertThat(ends.near().read()).hasToString("ECONNABORTED");
        assertThat(ends.far().read()).hasToString("ECONNRESET");
    }

    @Test
    void theNeighborWithTheSamePortsOnAnotherAddressLivesOn(Walls walls) throws IOException {
        Found found = new Found(walls);
        Pair meant = pair("127.0.0.1");
        Pair neighbor = pair("127.0.0.2");
        Entry entry = found.between(Protocol.TCP, 8_080, 9_000).stream()
                .filter(candidate -> candidate.local().address().toString().equals("127.0.0.1"))
                .findFirst()
                .orElseThrow();
        found.destroy(entry);
        assertThat(meant.accepted.read()).hasToString("ECONNABORTED");
        assertThat(meant.client.read()).hasToString("ECONNRESET");
        assertThat(neighbor.client.reaches(neighbor.accepted)).isTrue();
        assertThat(neighbor.accepted.reaches(neighbor.client)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bounding-set=-all --inh-caps=-all", "--reuid=54321 --clear-groups --inh-caps=-all"})
    void withoutTheCapabilityItIsListedAndFoundAndStays(String loss, Walls walls) throws IOException {
        Pair pair = pair("127.0.0.1");
        String[] prefix = ("setpriv " + loss).split(" ", -1);
        String out = JavaProgram.of(walls, DestroyAttempt.class, prefix)
                .and("9000")
                .expect(0)
                .out();
        assertThat(out.lines())
                .containsExactly("tcp ESTAB 127.0.0.1:9000 127.0.0.1:8080", "Optional[ESTABLISHED] 0", "EPERM");
        assertThat(pair.client.reaches(pair.accepted)).isTrue();
    }

    private record Pair(ActorSocket accepted, ActorSocket client) {}

    private Pair pair(String address) throws IOException {
        ActorSocket listener = actor.socket(SocketKind.TCP4);
        listener.bind(address, 8_080).orElseThrow();
        listener.listen().orElseThrow();
        ActorSocket client = actor.socket(SocketKind.TCP4);
        client.bind(address, 9_000).orElseThrow();
        client.connect(address, 8_080).orElseThrow();
        return new Pair(listener.accept(), client);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "UDP.*")
    void aDatagramSocketIsFoundAndDestroyedConnectedOrNot(SocketKind kind, Walls walls) throws IOException {
        Found found = new Found(walls);
        for (String address : new String[] {kind.wildcard(), kind.loopback()}) {
            ActorSocket server = actor.socket(kind);
            int far = server.bind(address, 0).orElseThrow();
            ActorSocket client = actor.socket(kind);
            int near = client.connect(kind.loopback(), far).orElseThrow();
            ActorSocket bystander = actor.socket(kind);
            int other = bystander.connect(kind.loopback(), far).orElseThrow();
            Entry connected = found.only(Protocol.UDP, near, far);
            Entry unconnected = found.only(Protocol.UDP, far, 0);
            assertThat(connected.state()).isEqualTo(EntryState.ESTABLISHED);
            assertThat(unconnected.state()).isEqualTo(EntryState.UNCONNECTED);
            for (Entry each : new Entry[] {connected, unconnected}) {
                assertThat(found.findByEnds(each)).map(Entry::cookie).contains(each.cookie());
                assertThat(found.find(each.key())).map(Entry::cookie).contains(each.cookie());
                found.destroy(each);
                assertThat(found.find(each.key())).isEmpty();
            }
            assertThat(client.read()).hasToString("ECONNABORTED");
            assertThat(server.read()).hasToString("ECONNABORTED");
            assertThat(found.only(Protocol.UDP, other, far).state()).isEqualTo(EntryState.ESTABLISHED);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "UDP.*")
    void whoeverTakesItsDatagramsIsNotTheConnectedSocketThatIsGone(SocketKind kind, Walls walls) throws IOException {
        Found found = new Found(walls);
        int far = actor.socket(kind).bind(kind.loopback(), 0).orElseThrow();
        ActorSocket client = actor.socket(kind);
        int near = client.connect(kind.loopback(), far).orElseThrow();
        Entry gone = found.only(Protocol.UDP, near, far);
        client.close();
        actor.socket(kind).bind(kind.wildcard(), near).orElseThrow();
        assertThat(found.findByEnds(gone)).isEmpty();
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> found.destroy(gone))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT));
        assertThat(found.only(Protocol.UDP, near, 0).state()).isEqualTo(EntryState.UNCONNECTED);
    }
}
