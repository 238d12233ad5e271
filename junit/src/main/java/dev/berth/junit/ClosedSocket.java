package dev.berth.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * A port that a socket is bound to which does not listen. Without {@code SO_REUSEADDR} it lets nobody in beside it, on
 * any address, and as the wildcard of IPv6 it stands for IPv4, too.
 *
 * @param socket the socket
 * @param port its port
 */
record ClosedSocket(SocketChannel socket, int port) implements Lease.Holding {
    /** A port of the system's choice. */
    static ClosedSocket open() throws IOException {
        SocketChannel socket = SocketChannel.open();
        try {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, false);
            socket.bind(new InetSocketAddress(0));
            return new ClosedSocket(socket, ((InetSocketAddress) socket.getLocalAddress()).getPort());
        } catch (IOException failed) {
            try (socket) {
                throw failed;
            }
        }
    }

    @Override
    public Object as(Class<?> type) {
        return port;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
