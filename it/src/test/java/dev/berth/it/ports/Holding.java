package dev.berth.it.ports;

import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.SocketKind;
import java.io.IOException;

/** A way to hold a port. */
enum Holding {
    /** Bound and nothing more, on the wildcard address. */
    BOUND {
        @Override
        int hold(Actor actor, SocketKind kind) throws IOException {
            return actor.socket(kind).bind(kind.wildcard(), 0).orElseThrow();
        }
    },
    /** Bound to one address. */
    BOUND_TO_LOOPBACK {
        @Override
        int hold(Actor actor, SocketKind kind) throws IOException {
            return actor.socket(kind).bind(kind.loopback(), 0).orElseThrow();
        }
    },
    /** Listening on the wildcard address. */
    LISTENING {
        @Override
        int hold(Actor actor, SocketKind kind) throws IOException {
            ActorSocket server = actor.socket(kind);
            int port = server.bind(kind.wildcard(), 0).orElseThrow();
            server.listen().orElseThrow();
            return port;
        }
    },
    /** Accepted, and the listener is gone. */
    ACCEPTED {
        @Override
        int hold(Actor actor, SocketKind kind) throws IOException {
            ActorSocket server = server(actor, kind);
            int port = server.port();
            actor.socket(kind).connect(kind.loopback(), port).orElseThrow();
            server.accept();
            server.close();
            return port;
        }
    },
    /** Connected from a port that the kernel chose. */
    CONNECTED {
        @Override
        int hold(Actor actor, SocketKind kind) throws IOException {
            ActorSocket server = server(actor, kind);
            ActorSocket client = actor.socket(kind);
            return client.connect(kind.loopback(), server.port()).orElseThrow();
        }
    },
    /** Nobody's any more: closed by this side first, and remembered by the kernel for a minute. */
    TIME_WAIT {
        @Override
        int hold(Actor actor, SocketKind kind) throws IOException {
            ActorSocket server = server(actor, kind);
            int port = server.port();
            ActorSocket client = actor.socket(kind);
            client.connect(kind.loopback(), port).orElseThrow();
            ActorSocket accepted = server.accept();
            server.close();
            accepted.close();
            client.close();
            return port;
        }
    };

    /** Makes an actor hold a port of the kernel's choice; answers which. */
    abstract int hold(Actor actor, SocketKind kind) throws IOException;

    /** Tells whether such a socket can be held like this. */
    boolean suits(SocketKind kind) {
        boolean datagrams = kind.name().startsWith("UDP");
        // TIME_WAIT of MPTCP belongs to its TCP subflow, as which the plain kinds try it.
        return switch (this) {
            case BOUND, BOUND_TO_LOOPBACK, CONNECTED -> true;
            case LISTENING, ACCEPTED -> !datagrams;
            case TIME_WAIT -> kind.name().startsWith("TCP");
        };
    }

    private static ActorSocket server(Actor actor, SocketKind kind) throws IOException {
        ActorSocket server = actor.socket(kind);
        server.bind(kind.loopback(), 0).orElseThrow();
        if (LISTENING.suits(kind)) {
            server.listen().orElseThrow();
        }
        return server;
    }
}
