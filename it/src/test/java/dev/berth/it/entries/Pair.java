package dev.berth.it.entries;

import dev.berth.api.Endpoint;
import dev.berth.api.EntryKey;
import dev.berth.api.IpAddress;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.SocketKind;
import java.io.IOException;

/**
 * Both ends of a connection, each with a process of its own.
 *
 * @param address the address of both
 * @param accepted the end that was accepted
 * @param port its port
 * @param client the end that connected
 * @param clientPort its port
 */
record Pair(String address, ActorSocket accepted, int port, ActorSocket client, int clientPort) {
    /** Connects to a listener from a port; 0 for one of the kernel's choice. */
    static Pair connect(ActorSocket listener, Actor other, SocketKind kind, String address, int from)
            throws IOException {
        ActorSocket client = other.socket(kind);
        if (from != 0) {
            client.bind(address, from).orElseThrow();
        }
        int port = listener.port();
        int clientPort = client.connect(address, port).orElseThrow();
        return new Pair(address, listener.accept(), port, client, clientPort);
    }

    /** A listener on all addresses, at a port of the kernel's choice. */
    static ActorSocket listener(Actor actor, SocketKind kind) throws IOException {
        ActorSocket listener = actor.socket(kind);
        listener.bind(kind.wildcard(), 0).orElseThrow();
        listener.listen().orElseThrow();
        return listener;
    }

    /** The key of the accepted end. */
    EntryKey acceptedKey() {
        return EntryKey.tcp(acceptedEnd(), clientEnd());
    }

    /** The key of the end that connected. */
    EntryKey clientKey() {
        return EntryKey.tcp(clientEnd(), acceptedEnd());
    }

    /** Whether bytes go both ways. */
    boolean lives() throws IOException {
        return client.reaches(accepted) && accepted.reaches(client);
    }

    private Endpoint acceptedEnd() {
        return new Endpoint(IpAddress.parse(address), port);
    }

    private Endpoint clientEnd() {
        return new Endpoint(IpAddress.parse(address), clientPort);
    }
}
