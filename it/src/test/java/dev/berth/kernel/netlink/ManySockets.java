package dev.berth.kernel.netlink;

import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Some hundred sockets inside walls, of both protocols and families, in most states, at few addresses and ports. */
final class ManySockets implements AutoCloseable {
    private static final List<String> IPV4 = List.of("127.0.0.1", "127.0.0.2", "127.128.0.1", "10.1.2.3");
    private static final List<String> IPV6 = List.of("::1", "2001:db8::1", "2001:db8:0:0:8000::1", "fe80::1");
    private static final int LOOPBACK = 1;

    private final Random random;
    private final Deque<Channel> open = new ArrayDeque<>();

    private ManySockets(Random random) {
        this.random = random;
    }

    static ManySockets in(Walls walls, Random random) throws IOException {
        ip(walls, "addr", "add", "10.1.2.3/32", "dev", "lo");
        for (String address : IPV6.subList(1, IPV6.size())) {
            ip(walls, "addr", "add", address + "/64", "dev", "lo", "nodad");
        }
        ManySockets sockets = walls.closeLater(new ManySockets(random));
        return walls.call(() -> {
            for (int i = 0; i < 40; i++) {
                sockets.connections(i % 2 == 0);
                sockets.boundOnes();
                sockets.datagrams();
            }
            return sockets;
        });
    }

    private static void ip(Walls walls, String... words) throws IOException {
        Program.of(walls.network().entered("ip")).and(words).expect(0);
    }

    /** A listener, a connection from each side, and one that was closed: TIME-WAIT. */
    private void connections(boolean ipv4) throws IOException {
        ServerSocketChannel server = keep(ServerSocketChannel.open());
        InetSocketAddress at = new InetSocketAddress(address(ipv4), port());
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(at);
        } catch (BindException taken) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            // The one of its own family, the others as the JDK has it: IPv4 within IPv6.
            SocketChannel client =
                    keep(ipv4 && i == 0 ? SocketChannel.open(StandardProtocolFamily.INET) : SocketChannel.open());
            client.connect(server.getLocalAddress());
            ByteChannel accepted = keep(server.accept());
            if (i == 2) {
                (random.nextBoolean() ? client : accepted).close();
                client.close();
                accepted.close();
            }
        }
    }

    private void boundOnes() throws IOException {
        bind(SocketChannel.open(), address(random.nextBoolean()));
        bind(SocketChannel.open(StandardProtocolFamily.INET), InetAddress.getByName("0.0.0.0"));
    }

    private void bind(SocketChannel socket, InetAddress address) throws IOException {
        try {
            keep(socket).bind(new InetSocketAddress(address, port()));
        } catch (BindException taken) {
            socket.close();
        }
    }

    private void datagrams() throws IOException {
        boolean ipv4 = random.nextBoolean();
        DatagramChannel socket = keep(
                random.nextBoolean() && ipv4
                        ? DatagramChannel.open(StandardProtocolFamily.INET)
                        : DatagramChannel.open());
        try {
            socket.bind(new InetSocketAddress(address(ipv4), port()));
            if (random.nextBoolean()) {
                socket.connect(new InetSocketAddress(address(ipv4), port()));
            }
        } catch (IOException unreachable) {
            socket.close();
        }
    }

    private InetAddress address(boolean ipv4) throws IOException {
        List<String> some = ipv4 ? IPV4 : IPV6;
        InetAddress address = InetAddress.getByName(some.get(random.nextInt(some.size())));
        return address.isLinkLocalAddress() ? Inet6Address.getByAddress(null, address.getAddress(), LOOPBACK) : address;
    }

    private int port() {
        return 8000 + random.nextInt(8);
    }

    private <T extends Channel> T keep(T channel) {
        open.push(channel);
        return channel;
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
