package dev.berth.it.ports;

import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.SocketKind;
import java.io.IOException;

/**
 * A server on a port that it bound itself, and a client of it.
 *
 * @param server what the server bound
 * @param here where the server receives: the accepted connection, where there are connections
 * @param there where the client sends
 */
record Conversation(ActorSocket server, ActorSocket here, ActorSocket there) {
    /** Begins one. */
    static Conversation begin(Actor server, Actor client, SocketKind kind, int port) throws IOException {
        ActorSocket socket = server.socket(kind);
        socket.bind(kind.wildcard(), port).orElseThrow();
        ActorSocket sender = client.socket(kind);
        if (!Holding.LISTENING.suits(kind)) {
            sender.connect(kind.loopback(), port).orElseThrow();
            return new Conversation(socket, socket, sender);
        }
        socket.listen().orElseThrow();
        sender.connect(kind.loopback(), port).orElseThrow();
        return new Conversation(socket, socket.accept(), sender);
    }

    /** Whether the server gets what the client sends. */
    boolean goesOn() throws IOException {
        return there.reaches(here);
    }
}
