package dev.berth.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryKey;
import dev.berth.api.EntryState;
import dev.berth.api.IpAddress;
import dev.berth.api.Owners;
import dev.berth.api.Protocol;
import dev.berth.kernel.SocketQuery;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Sockets of this process, among whatever else this machine has. */
class EntriesKernelTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final IpAddress HERE = IpAddress.of(LOOPBACK);
    private static final Endpoint NOWHERE = new Endpoint(IpAddress.ANY_IPV4, 0);

    private final LinuxSocketTable table = new LinuxSocketTable();

    @Test
    void bothEndsOfAConnectionAndItsListenerAreListedAndFound() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                Socket client = new Socket(LOOPBACK, server.getLocalPort());
                Socket accepted = server.accept()) {
            client.getOutputStream().write(new byte[3]);
            Endpoint far = new Endpoint(HERE, server.getLocalPort());
            Endpoint near = new Endpoint(HERE, client.getLocalPort());
            Entry listener = only(Protocol.TCP, far, NOWHERE);
            Entry one = only(Protocol.TCP, near, far);
            Entry other = only(Protocol.TCP, far, near);
            assertThat(listener.state()).isEqualTo(EntryState.LISTEN);
            assertThat(listener.sendQueue()).isEqualTo(5);
            assertThat(listener.info()).isEmpty();
            assertThat(other.receiveQueue()).isEqualTo(3);
            for (Entry connection : List.of(one, other)) {
                assertThat(connection.state()).isEqualTo(EntryState.ESTABLISHED);
                assertThat(connection.inode()).isNotZero();
                assertThat(connection.owners()).isEqualTo(Owners.NOT_ASKED);
                assertThat(connection.info().orElseThrow().rttMicros()).isPositive();
            }
            assertThat(one.info().orElseThrow().bytesAcked()).isGreaterThanOrEqualTo(3);
            assertThat(other.info().orElseThrow().bytesReceived()).isGreaterThanOrEqualTo(3);
            assertThat(List.of(listener.cookie(), one.cookie(), other.cookie()))
                    .doesNotHaveDuplicates()
                    .doesNotContain(0L);
            for (Entry each : List.of(listener, one, other)) {
                assertThat(table.find(each.key())).map(Entry::key).contains(each.key());
                EntryKey ends = new EntryKey(Protocol.TCP, each.local(), each.remote(), 0, OptionalLong.empty());
                assertThat(table.find(ends)).map(Entry::cookie).contains(each.cookie());
                OptionalLong another = OptionalLong.of(each.cookie() + 1);
                assertThat(table.find(new EntryKey(Protocol.TCP, each.local(), each.remote(), 0, another)))
                        .isEmpty();
            }
            assertThat(accepted.isConnected()).isTrue();
        }
    }

    @Test
    void aListenerIsNotTheConnectionThatItMightAccept() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            Endpoint here = new Endpoint(HERE, server.getLocalPort());
            assertThat(table.find(EntryKey.tcp(here, new Endpoint(HERE, 9)))).isEmpty();
            assertThat(table.find(EntryKey.tcp(here, new Endpoint(IpAddress.ipv4(0x0a000001), 0))))
                    .isEmpty();
            assertThat(table.find(EntryKey.tcp(here, NOWHERE))).isPresent();
        }
    }

    @Test
    void aDatagramSocketIsListedAndFoundConnectedOrNot() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK);
                DatagramSocket client = new DatagramSocket(0, LOOPBACK)) {
            Endpoint far = new Endpoint(HERE, server.getLocalPort());
            Endpoint near = new Endpoint(HERE, client.getLocalPort());
            assertThat(only(Protocol.UDP, near, NOWHERE).state()).isEqualTo(EntryState.UNCONNECTED);
            assertThat(find(Protocol.UDP, near, NOWHERE)).isNotEmpty();
            assertThat(find(Protocol.UDP, near, far)).isEmpty();
            client.connect(new InetSocketAddress(LOOPBACK, server.getLocalPort()));
            assertThat(only(Protocol.UDP, near, far).state()).isEqualTo(EntryState.ESTABLISHED);
            assertThat(find(Protocol.UDP, near, NOWHERE)).isEmpty();
            assertThat(find(Protocol.UDP, near, far)).isNotEmpty();
            assertThat(find(Protocol.UDP, far, near)).isEmpty();
            assertThat(find(Protocol.TCP, near, far)).isEmpty();
        }
    }

    @Test
    void statesThatAreNotAskedForAreNotListed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                Socket client = new Socket(LOOPBACK, server.getLocalPort())) {
            List<Entry> listening = new ArrayList<>();
            table.list(
                    new SocketQuery(Protocol.TCP, EnumSet.of(EntryState.LISTEN), EntryFilter.ALL, false),
                    listening::add);
            assertThat(listening).extracting(Entry::state).containsOnly(EntryState.LISTEN);
            assertThat(listening)
                    .extracting(entry -> entry.local().port())
                    .contains(server.getLocalPort())
                    .doesNotContain(client.getLocalPort());
        }
    }

    @Test
    void theKernelPassesOverWhatTheFilterDoesNotMean() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                Socket client = new Socket(LOOPBACK, server.getLocalPort())) {
            List<Integer> ports = new ArrayList<>();
            EntryFilter filter =
                    new EntryFilter.Port(EntryFilter.End.LOCAL, EntryFilter.Comparison.EQUAL, client.getLocalPort());
            table.list(
                    new SocketQuery(Protocol.TCP, EnumSet.allOf(EntryState.class), filter, false),
                    entry -> ports.add(entry.local().port()));
            assertThat(ports).isNotEmpty().containsOnly(client.getLocalPort());
        }
    }

    @Test
    void whatIsListedIsWhatIsCounted() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK);
                Socket client = new Socket(LOOPBACK, server.getLocalPort())) {
            SocketQuery query =
                    new SocketQuery(Protocol.TCP, EnumSet.of(EntryState.ESTABLISHED), EntryFilter.ALL, false);
            assertThat(table.count(query)).containsOnlyKeys(EntryState.ESTABLISHED);
            assertThat(table.count(query).get(EntryState.ESTABLISHED)).isGreaterThanOrEqualTo(2);
            assertThat(client.isConnected()).isTrue();
        }
    }

    private List<Entry> find(Protocol protocol, Endpoint local, Endpoint remote) throws IOException {
        return table.find(new EntryKey(protocol, local, remote, 0, OptionalLong.empty())).stream()
                .toList();
    }

    private Entry only(Protocol protocol, Endpoint local, Endpoint remote) throws IOException {
        List<Entry> found = new ArrayList<>();
        table.list(new SocketQuery(protocol, EnumSet.allOf(EntryState.class), EntryFilter.ALL, true), entry -> {
            // Java's sockets are of IPv6 where there is IPv6, with IPv4 addresses within.
            if (plain(entry.local()).equals(local) && plain(entry.remote()).equals(remote)) {
                found.add(entry);
            }
        });
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static Endpoint plain(Endpoint end) {
        return end.port() == 0 && end.address().isAny()
                ? NOWHERE
                : new Endpoint(end.address().unmapped(), end.port());
    }
}
