package dev.berth.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.kernel.Holder;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.unix.LinuxAccounts;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class LinuxSocketTableKernelTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final LinuxSocketTable table = new LinuxSocketTable(new LinuxAccounts());

    @Test
    void aListenerIsFoundWithThisProcessAsItsOwner() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
            Holder holder = holders(Protocol.TCP, listener.getLocalPort()).stream()
                    .filter(candidate -> candidate.state().equals("LISTEN"))
                    .findFirst()
                    .orElseThrow();
            assertThat(holder.protocol()).isEqualTo(Protocol.TCP);
            assertThat(holder.address()).isEqualTo(LOOPBACK);
            assertThat(holder.port()).isEqualTo(listener.getLocalPort());
            assertThat(holder.owner().map(Holder.Owner::pid))
                    .contains((int) ProcessHandle.current().pid());
        }
    }

    @Test
    void bothEndsOfAConnectionAreFoundUntilNobodyHasThemAndAfter() throws Exception {
        // The automatic ports of others' connections, TIME-WAIT ones too, may be the same: so "contains".
        try (ServerSocket listener = new ServerSocket(0, 5, LOOPBACK)) {
            int near;
            try (Socket client = new Socket(LOOPBACK, listener.getLocalPort())) {
                near = client.getLocalPort();
                assertThat(holders(Protocol.TCP, near))
                        .extracting(Holder::state)
                        .contains("ESTAB");
                assertThat(holders(Protocol.TCP, listener.getLocalPort()))
                        .extracting(Holder::state)
                        .contains("LISTEN", "ESTAB");
            }
            listener.accept().close();
            assertThat(holders(Protocol.TCP, near)).anySatisfy(holder -> {
                assertThat(holder.state()).isIn("TIME-WAIT", "FIN-WAIT-2");
                assertThat(holder.owner()).isEmpty();
            });
        }
    }

    @Test
    @EnabledIf("listsBoundSockets")
    void aSocketThatIsBoundAndNothingMoreIsFound() throws Exception {
        try (SocketChannel socket = SocketChannel.open()) {
            socket.bind(new InetSocketAddress(LOOPBACK, 0));
            int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
            assertThat(holders(Protocol.TCP, port)).extracting(Holder::state).contains("BOUND");
        }
    }

    @Test
    void aUdpSocketIsFoundInItsOwnPool() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            int port = socket.getLocalPort();
            assertThat(holders(Protocol.UDP, port)).extracting(Holder::state).containsExactly("UNCONN");
            assertThat(holders(Protocol.TCP_UDP, port))
                    .extracting(Holder::protocol)
                    .contains(Protocol.UDP);
            assertThat(holders(Protocol.TCP, port)).extracting(Holder::protocol).doesNotContain(Protocol.UDP);
            socket.connect(LOOPBACK, port);
            assertThat(holders(Protocol.UDP, port)).extracting(Holder::state).containsExactly("ESTAB");
        }
    }

    @Test
    void aDualStackListenerIsFoundByItsPort() throws Exception {
        try (ServerSocket listener = new ServerSocket(0)) {
            assertThat(holders(Protocol.TCP, listener.getLocalPort()))
                    .anySatisfy(holder ->
                            assertThat(holder.address().isAnyLocalAddress()).isTrue());
        }
    }

    /** Linux 6.8 and later do, and no kernel says so when asked. */
    static boolean listsBoundSockets() {
        String[] version = System.getProperty("os.version").split("[^0-9]+", 3);
        int major = Integer.parseInt(version[0]);
        return major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 8);
    }

    private List<Holder> holders(Protocol protocol, int port) throws IOException {
        return table.holders(protocol, PortSet.of(PortBlock.of(port)));
    }
}
