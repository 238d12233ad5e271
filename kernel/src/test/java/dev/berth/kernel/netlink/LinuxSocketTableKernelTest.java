package dev.berth.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.kernel.SocketQuery;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Who holds a port of this machine. */
class LinuxSocketTableKernelTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final LinuxSocketTable table = new LinuxSocketTable();

    @Test
    void bothEndsOfAConnectionHoldTheirPortsUntilNobodyHasThemAndAfter() throws Exception {
        // The automatic ports of others' connections, TIME-WAIT ones too, may be the same: so "contains".
        try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
            int near;
            try (Socket client = new Socket(LOOPBACK, listener.getLocalPort())) {
                near = client.getLocalPort();
                assertThat(of(Protocol.TCP, near)).extracting(Entry::state).contains(EntryState.ESTABLISHED);
                assertThat(of(Protocol.TCP, listener.getLocalPort()))
                        .extracting(Entry::state)
                        .contains(EntryState.LISTEN, EntryState.ESTABLISHED);
            }
            listener.accept().close();
            assertThat(of(Protocol.TCP, near)).anySatisfy(entry -> {
                assertThat(entry.state()).isIn(EntryState.TIME_WAIT, EntryState.FIN_WAIT_2);
                assertThat(entry.inode()).isZero();
            });
        }
    }

    @Test
    @EnabledIf("listsBoundSockets")
    void aSocketThatIsBoundAndNothingMoreIsFound() throws Exception {
        try (SocketChannel socket = SocketChannel.open()) {
            socket.bind(new InetSocketAddress(LOOPBACK, 0));
            int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
            assertThat(of(Protocol.TCP, port)).extracting(Entry::state).contains(EntryState.BOUND);
        }
    }

    @Test
    void aUdpSocketIsFoundInItsOwnPool() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            int port = socket.getLocalPort();
            assertThat(of(Protocol.UDP, port)).extracting(Entry::state).containsExactly(EntryState.UNCONNECTED);
            assertThat(of(Protocol.TCP, port)).extracting(Entry::protocol).doesNotContain(Protocol.UDP);
        }
    }

    @Test
    void aDualStackListenerIsFoundByItsPort() throws Exception {
        try (ServerSocket listener = new ServerSocket(0)) {
            assertThat(of(Protocol.TCP, listener.getLocalPort()))
                    .anySatisfy(
                            entry -> assertThat(entry.local().address().isAny()).isTrue());
        }
    }

    /** Linux 6.8 and later do, and no kernel says so when asked. */
    static boolean listsBoundSockets() {
        String[] version = System.getProperty("os.version").split("[^0-9]+", 3);
        int major = Integer.parseInt(version[0]);
        return major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 8);
    }

    private List<Entry> of(Protocol protocol, int port) throws IOException {
        List<Entry> found = new ArrayList<>();
        EntryFilter filter = new EntryFilter.Port(End.LOCAL, Comparison.EQUAL, port);
        table.list(new SocketQuery(protocol, EnumSet.allOf(EntryState.class), filter, false), found::add);
        return found;
    }
}
