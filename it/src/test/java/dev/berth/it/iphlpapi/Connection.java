package dev.berth.it.iphlpapi;

import static dev.berth.iphlpapi.IpHelper.htons;

import dev.berth.api.IpAddress;
import dev.berth.iphlpapi.IN6_ADDR;
import dev.berth.iphlpapi.MIB_TCP6ROW;
import dev.berth.iphlpapi.MIB_TCPROW;
import dev.berth.iphlpapi.MIB_TCP_STATE;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.SocketKind;
import java.io.IOException;

/**
 * A connection whose ends are both within walls.
 *
 * @param address the address of both ends, as rows have it
 * @param listener who accepted it
 * @param accepted the end of the port that is listened on
 * @param client the other end
 */
record Connection(String address, ActorSocket listener, ActorSocket accepted, ActorSocket client) {
    private static final int DELETE_TCB = MIB_TCP_STATE.MIB_TCP_STATE_DELETE_TCB;

    /** Connects from a port of the kernel's choice. */
    static Connection of(Actor server, Actor client, SocketKind kind, String address, int port) throws IOException {
        return of(server, client, kind, kind, address, port, 0);
    }

    /** Connects sockets of two kinds, from a port; 0 for one of the kernel's choice. */
    static Connection of(
            Actor server, Actor client, SocketKind serves, SocketKind asks, String address, int port, int clientPort)
            throws IOException {
        ActorSocket listener = server.socket(serves);
        boolean dual = serves.name().endsWith("DUAL");
        listener.bind(dual ? "::" : address, port).orElseThrow();
        listener.listen().orElseThrow();
        return from(listener, client.socket(asks), address, clientPort);
    }

    /** Connects a socket to a listener. */
    static Connection from(ActorSocket listener, ActorSocket client, String address, int clientPort)
            throws IOException {
        if (clientPort != 0) {
            client.bind(address, clientPort).orElseThrow();
        }
        client.connect(address, listener.port()).orElseThrow();
        return new Connection(address.replaceFirst("%.*", ""), listener, listener.accept(), client);
    }

    boolean lives() throws IOException {
        return client.reaches(accepted) && accepted.reaches(client);
    }

    /** The row of the accepted end, to be deleted. */
    MIB_TCPROW row() throws IOException {
        return row(accepted, client);
    }

    /** The row of the client's end, to be deleted. */
    MIB_TCPROW clientRow() throws IOException {
        return row(client, accepted);
    }

    /** The row of the accepted end over IPv6, to be deleted, with a scope for both ends. */
    MIB_TCP6ROW row6(int scope) throws IOException {
        IpAddress parsed = IpAddress.parse(address);
        IN6_ADDR both = new IN6_ADDR(parsed.high(), parsed.low());
        int scopeId = Integer.reverseBytes(scope);
        return new MIB_TCP6ROW(DELETE_TCB, both, scopeId, htons(accepted.port()), both, scopeId, htons(client.port()));
    }

    private MIB_TCPROW row(ActorSocket local, ActorSocket remote) throws IOException {
        int both = Integer.reverseBytes((int) IpAddress.parse(address).low());
        return new MIB_TCPROW(DELETE_TCB, both, htons(local.port()), both, htons(remote.port()));
    }
}
