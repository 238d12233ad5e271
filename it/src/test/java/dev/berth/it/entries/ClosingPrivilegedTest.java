package dev.berth.it.entries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.CloseRequest;
import dev.berth.api.CloseRequest.Option;
import dev.berth.api.Closing;
import dev.berth.api.Closing.Fate;
import dev.berth.api.ClosingCount;
import dev.berth.api.Code;
import dev.berth.api.Entries;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.ServicePorts;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.FilterSyntaxException;
import dev.berth.api.Outcome;
import dev.berth.api.Protocol;
import dev.berth.it.walls.Answers;
import dev.berth.it.walls.InsideEntries;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closing entries, against real sockets. */
@InWalls
class ClosingPrivilegedTest {
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_DEFER_ACCEPT = 9;

    private final List<Closing> closings = new ArrayList<>();

    @ParameterizedTest(name = "{0} accepts, {1} connects to {2}")
    @CsvSource({
        "TCP4, TCP4, 127.0.0.1, 127.0.0.2",
        "TCP6, TCP6, ::1, fd00::2",
        "TCP_DUAL, TCP4, 127.0.0.1, 127.0.0.2",
        "TCP_DUAL, TCP6, ::1, fd00::2"
    })
    @NeedsKernel(KernelAbility.IPV6)
    @DisplayName("T1 T4 T6 T7 A connection: here ECONNABORTED, there a reset; the neighbor of the same ports lives on")
    void closed(SocketKind server, SocketKind client, String address, String elsewhere, Walls walls)
            throws IOException {
        Program.of(walls.network().entered("ip", "-6", "address", "add", "fd00::2/128", "dev", "lo", "nodad"))
                .expect(0);
        Entries entries = InsideEntries.of(walls);
        Actor here = walls.actor().start();
        Actor there = walls.actor().start();
        ActorSocket listener = Pair.listener(here, server);
        Pair pair = Pair.connect(listener, there, client, address, 0);
        Pair neighbor = Pair.connect(listener, there, client, elsewhere, pair.clientPort());
        listener.close();

        Outcome<Entry> closed = entries.close(pair.acceptedKey());
        assertThat(closed.orElseThrow().state()).isEqualTo(EntryState.ESTABLISHED);
        assertThat(pair.accepted().read()).hasToString("ECONNABORTED");
        assertThat(pair.client().read()).hasToString("ECONNRESET");
        assertThat(neighbor.lives()).isTrue();
        Answers.refused(entries.close(pair.acceptedKey()), Code.ERROR_MR_MID_NOT_FOUND, "no such entry");
        Answers.refused(entries.close(pair.clientKey()), Code.ERROR_MR_MID_NOT_FOUND, "no such entry");

        entries.close(neighbor.clientKey()).orElseThrow();
        assertThat(neighbor.client().read()).hasToString("ECONNABORTED");
        assertThat(neighbor.accepted().read()).hasToString("ECONNRESET");
        assertThat(walls.actor().start().bind(server, pair.port()))
                .as("an accepted connection's port, its socket still open")
                .hasToString("ok");
    }

    @Test
    @DisplayName("T1 The port: free at once if the kernel chose it, else when its owner closes the socket")
    void port(Walls walls) throws IOException {
        Entries entries = InsideEntries.of(walls);
        Actor here = walls.actor().start();
        Actor there = walls.actor().start();
        ActorSocket listener = Pair.listener(here, SocketKind.TCP4);
        Pair chosen = Pair.connect(listener, there, SocketKind.TCP4, "127.0.0.1", 0);
        Pair bound = Pair.connect(listener, there, SocketKind.TCP4, "127.0.0.1", 5000);
        entries.close(chosen.clientKey()).orElseThrow();
        entries.close(bound.clientKey()).orElseThrow();
        assertThat(here.bind(SocketKind.TCP4, chosen.clientPort())).hasToString("ok");
        assertThat(here.bind(SocketKind.TCP4, 5000)).hasToString("EADDRINUSE");
        bound.client().close();
        assertThat(here.bind(SocketKind.TCP4, 5000)).hasToString("ok");
    }

    @ParameterizedTest
    @CsvSource({"MPTCP4, 127.0.0.1", "MPTCP6, ::1"})
    @NeedsKernel({KernelAbility.IPV6, KernelAbility.MPTCP})
    @DisplayName("T12 A path of an MPTCP connection: 50, named, and nothing destroyed")
    void mptcp(SocketKind kind, String address, Walls walls) throws Exception {
        Entries entries = InsideEntries.of(walls);
        ActorSocket listener = Pair.listener(walls.actor().start(), kind);
        Pair pair = Pair.connect(listener, walls.actor().start(), kind, address, 0);
        for (EntryKey key : List.of(pair.acceptedKey(), pair.clientKey())) {
            Answers.refused(entries.close(key), Code.ERROR_NOT_SUPPORTED, "MPTCP");
        }
        CloseRequest request = tcp("dport = :" + pair.port()).with(Option.ALL).with(Option.FORCE);
        assertThat(entries.close(request, closings::add).orElseThrow()).isEqualTo(new ClosingCount(1, 0, 0, 1));
        assertThat(closings.getFirst().remark()).get().asString().contains("MPTCP");
        assertThat(pair.lives()).isTrue();
    }

    @Test
    @DisplayName("A listener and a UDP socket are closed, and keep their ports until their owner closes them")
    void listener(Walls walls) throws Exception {
        Entries entries = InsideEntries.of(walls);
        Actor owner = walls.actor().start();
        Actor stranger = walls.actor().start();
        ActorSocket web = owner.socket(SocketKind.TCP4);
        web.bind("0.0.0.0", 8080).orElseThrow();
        web.listen().orElseThrow();
        ActorSocket dns = owner.socket(SocketKind.UDP4);
        dns.bind("0.0.0.0", 8080).orElseThrow();
        CloseRequest request =
                CloseRequest.of(Protocol.TCP_UDP, filter("sport = :8080")).with(Option.ALL);
        assertThat(entries.close(request, closings::add).orElseThrow()).isEqualTo(new ClosingCount(2, 2, 0, 0));
        assertThat(closings)
                .allSatisfy(
                        closing -> assertThat(closing.remark()).get().asString().contains("its owner keeps port 8080"));
        assertThat(dns.read()).hasToString("ECONNABORTED");
        assertThat(stranger.socket(SocketKind.TCP4).connect("127.0.0.1", 8080)).hasToString("ECONNREFUSED");
        for (SocketKind kind : List.of(SocketKind.TCP4, SocketKind.UDP4)) {
            assertThat(stranger.bind(kind, 8080)).hasToString("EADDRINUSE");
        }
        web.close();
        dns.close();
        for (SocketKind kind : List.of(SocketKind.TCP4, SocketKind.UDP4)) {
            assertThat(stranger.bind(kind, 8080)).hasToString("ok");
        }
    }

    @Test
    @DisplayName("TIME_WAIT and SYN_RECV are closed, though no process has them")
    void nobodys(Walls walls) throws Exception {
        Entries entries = InsideEntries.of(walls);
        Actor here = walls.actor().start();
        Actor there = walls.actor().start();
        ActorSocket listener = Pair.listener(here, SocketKind.TCP4);
        Pair pair = Pair.connect(listener, there, SocketKind.TCP4, "127.0.0.1", 0);
        pair.client().close();
        pair.accepted().close();
        Entry waiting = entries.close(pair.clientKey()).orElseThrow();
        assertThat(waiting.state()).isEqualTo(EntryState.TIME_WAIT);
        Answers.refused(entries.close(pair.clientKey()), Code.ERROR_MR_MID_NOT_FOUND, "no such entry");

        listener.set(IPPROTO_TCP, TCP_DEFER_ACCEPT, 60).orElseThrow();
        ActorSocket half = there.socket(SocketKind.TCP4);
        half.connect("127.0.0.1", listener.port()).orElseThrow();
        CloseRequest incomplete = tcp("state syn-recv");
        assertThat(entries.close(incomplete, closings::add).orElseThrow()).isEqualTo(new ClosingCount(1, 1, 0, 0));
        assertThat(closings.getFirst().entry().remote().port()).isEqualTo(half.port());
        Answers.refused(entries.close(incomplete, closings::add), Code.ERROR_MR_MID_NOT_FOUND, "no entry");
    }

    @Test
    @NeedsKernel(KernelAbility.BOUND_SOCKETS)
    @DisplayName("What is bound and nothing more is refused and stays")
    void bound(Walls walls) throws Exception {
        Entries entries = InsideEntries.of(walls);
        Actor owner = walls.actor().start();
        owner.socket(SocketKind.TCP4).bind("127.0.0.1", 8080).orElseThrow();
        assertThat(entries.close(tcp("sport = :8080"), closings::add).orElseThrow())
                .isEqualTo(new ClosingCount(1, 0, 0, 1));
        assertThat(closings.getFirst().remark()).get().asString().contains("the kernel cannot close");
        assertThat(owner.bind(SocketKind.TCP4, 8080)).hasToString("EADDRINUSE");
    }

    @Test
    @DisplayName("Several are closed only with ALL, at a pace; a dry run closes none")
    void several(Walls walls) throws Exception {
        Entries entries = InsideEntries.of(walls);
        ActorSocket listener = Pair.listener(walls.actor().start(), SocketKind.TCP4);
        Actor there = walls.actor().start();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            pairs.add(Pair.connect(listener, there, SocketKind.TCP4, "127.0.0.1", 0));
        }
        CloseRequest request = tcp("dport = :" + listener.port());
        Answers.refused(
                entries.close(request, closings::add), Code.ERROR_INVALID_PARAMETER, "6 entries match", "--all");
        assertThat(entries.close(request.with(Option.DRY_RUN), closings::add).orElseThrow())
                .isEqualTo(new ClosingCount(6, 0, 0, 0));
        assertThat(closings).hasSize(12).extracting(Closing::fate).containsOnly(Fate.MATCHED);
        for (Pair pair : pairs) {
            assertThat(pair.lives()).isTrue();
        }
        long start = System.nanoTime();
        assertThat(entries.close(request.with(Option.ALL).atMost(50), closings::add)
                        .orElseThrow())
                .isEqualTo(new ClosingCount(6, 6, 0, 0));
        assertThat(System.nanoTime() - start).as("five pauses of 20 ms").isGreaterThan(100_000_000);
        for (Pair pair : pairs) {
            assertThat(pair.client().read()).hasToString("ECONNABORTED");
            assertThat(pair.accepted().read()).hasToString("ECONNRESET");
        }
    }

    private static CloseRequest tcp(String filter) throws FilterSyntaxException {
        return CloseRequest.of(Protocol.TCP, filter(filter));
    }

    private static EntryFilter filter(String filter) throws FilterSyntaxException {
        return EntryFilter.parse(filter, ServicePorts.NONE);
    }
}
