package dev.berth.client.cooperative;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees that the ports of a block are free, on all addresses of IPv4 and IPv6, and where that lets the consumer in, stays
 * in them with sockets that are bound and do not listen: automatic assignment then passes the ports by, and a bind
 * without {@code SO_REUSEADDR} fails.
 *
 * <p>A UDP socket cannot stay: Java's own would not come in beside it, and what is sent to the port could reach it.
 */
final class Placeholder implements Closeable {
    private final List<SocketChannel> sockets;

    private Placeholder(List<SocketChannel> sockets) {
        this.sockets = sockets;
    }

    /**
     * Takes the places of a block.
     *
     * @param stays whether the sockets stay
     * @throws PortTakenException if a port is in use
     * @throws IOException if there are no more sockets
     */
    static Placeholder in(Protocol protocol, PortBlock block, boolean stays) throws IOException {
        List<SocketChannel> sockets = new ArrayList<>();
        boolean complete = false;
        try {
            for (int port = block.start(); port <= block.last(); port++) {
                take(protocol, port, stays, sockets);
            }
            complete = true;
            return new Placeholder(sockets);
        } finally {
            if (!complete) {
                close(sockets);
            }
        }
    }

    @Override
    public void close() throws IOException {
        close(sockets);
    }

    /** Whether a server gets in beside a socket that stays; that is tried, since systems differ. */
    static boolean letsServersIn() {
        try (SocketChannel place = SocketChannel.open()) {
            bind(place, 0);
            place.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            int port = ((InetSocketAddress) place.getLocalAddress()).getPort();
            try (java.net.ServerSocket server = new java.net.ServerSocket(port)) {
                return server.isBound();
            }
        } catch (IOException keptOut) {
            return false;
        }
    }

    private static void take(Protocol protocol, int port, boolean stays, List<SocketChannel> sockets)
            throws IOException {
        if (protocol != Protocol.TCP) {
            try (DatagramChannel look = DatagramChannel.open()) {
                look.bind(new InetSocketAddress(port));
            } catch (BindException taken) {
                throw new PortTakenException(Protocol.UDP, port, taken);
            }
        }
        if (protocol == Protocol.UDP) {
            return;
        }
        SocketChannel place = SocketChannel.open();
        sockets.add(place);
        try {
            bind(place, port);
        } catch (BindException taken) {
            throw new PortTakenException(Protocol.TCP, port, taken);
        }
        if (stays) {
            // Only now: bound without it, the socket has shared its port with nobody who was there before.
            place.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        } else {
            place.close();
        }
    }

    private static void bind(SocketChannel socket, int port) throws IOException {
        socket.setOption(StandardSocketOptions.SO_REUSEADDR, false);
        socket.bind(new InetSocketAddress(port));
    }

    private static void close(List<SocketChannel> sockets) throws IOException {
        for (SocketChannel socket : sockets) {
            socket.close();
        }
    }
}
