package dev.berth.kernel.netlink;

import dev.berth.api.Entry;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.Eventually;
import dev.berth.testkit.SocketKind;
import java.io.IOException;

/** How a TCP socket gets into each state, and stays there. */
enum TcpStage {
    BOUND(EntryState.BOUND) {
        @Override
        Ports reach(Scene scene) throws IOException {
            return new Ports(
                    scene.actor
                            .socket(scene.kind)
                            .bind(scene.kind.loopback(), 0)
                            .orElseThrow(),
                    0);
        }
    },
    LISTEN(EntryState.LISTEN) {
        @Override
        Ports reach(Scene scene) throws IOException {
            return new Ports(scene.listener(64).port(), 0);
        }
    },
    SYN_SENT(EntryState.SYN_SENT) {
        @Override
        Ports reach(Scene scene) throws IOException {
            int far = scene.listener(0).port();
            scene.client().connect(scene.address(), far).orElseThrow(); // there is room for this one only
            return new Ports(scene.client().connecting(scene.address(), far).orElseThrow(), far);
        }
    },
    SYN_RECV(EntryState.SYN_RECV) {
        @Override
        Ports reach(Scene scene) throws IOException {
            ActorSocket listener = scene.listener(64);
            listener.set(IPPROTO_TCP, TCP_DEFER_ACCEPT, 30).orElseThrow(); // accepts who has said something
            return new Ports(
                    listener.port(),
                    scene.client().connect(scene.address(), listener.port()).orElseThrow());
        }
    },
    ESTABLISHED(EntryState.ESTABLISHED) {
        @Override
        Ports reach(Scene scene) throws IOException {
            return scene.connected().ports();
        }
    },
    FIN_WAIT_1(EntryState.FIN_WAIT_1) {
        @Override
        Ports reach(Scene scene) throws IOException {
            Connected ends = scene.connected();
            ends.near.fill().orElseThrow(); // the end waits behind what the peer does not read
            ends.near.close();
            return ends.ports();
        }
    },
    FIN_WAIT_2(EntryState.FIN_WAIT_2) {
        @Override
        Ports reach(Scene scene) throws IOException {
            Connected ends = scene.connected();
            ends.near.shutdown().orElseThrow();
            return ends.ports();
        }
    },
    FIN_WAIT_2_OF_NOBODY(EntryState.FIN_WAIT_2) {
        @Override
        Ports reach(Scene scene) throws IOException {
            Connected ends = scene.connected();
            ends.near.close();
            return ends.ports();
        }
    },
    CLOSE_WAIT(EntryState.CLOSE_WAIT) {
        @Override
        Ports reach(Scene scene) throws IOException {
            Connected ends = scene.connected();
            ends.far.close();
            return ends.ports();
        }
    },
    LAST_ACK(EntryState.LAST_ACK) {
        @Override
        Ports reach(Scene scene) throws IOException {
            Connected ends = scene.connected();
            ends.near.fill().orElseThrow();
            ends.far.shutdown().orElseThrow();
            scene.await(ends.ports(), EntryState.CLOSE_WAIT);
            ends.near.close();
            return ends.ports();
        }
    },
    CLOSING(EntryState.CLOSING) {
        @Override
        Ports reach(Scene scene) throws IOException {
            Connected ends = scene.connected();
            ends.near.fill().orElseThrow();
            ends.near.shutdown().orElseThrow();
            ends.far.shutdown().orElseThrow();
            return ends.ports();
        }
    },
    TIME_WAIT(EntryState.TIME_WAIT) {
        @Override
        Ports reach(Scene scene) throws IOException {
            Connected ends = scene.connected();
            ends.near.close();
            scene.await(ends.ports(), EntryState.FIN_WAIT_2);
            ends.far.close();
            return ends.ports();
        }
    };

    private static final int IPPROTO_TCP = 6;
    private static final int TCP_DEFER_ACCEPT = 9;

    private final EntryState state;

    TcpStage(EntryState state) {
        this.state = state;
    }

    /** Gets a socket there; its ports. */
    abstract Ports reach(Scene scene) throws IOException;

    /** A socket in that state, as it is listed. */
    Entry entry(Scene scene) throws IOException {
        Ports ports = reach(scene);
        scene.await(ports, state);
        return scene.found.only(Protocol.TCP, ports.local, ports.remote);
    }

    /** Whether a process has it. */
    boolean isHeld() {
        return switch (this) {
            case SYN_RECV, FIN_WAIT_1, FIN_WAIT_2_OF_NOBODY, LAST_ACK, TIME_WAIT -> false;
            default -> true;
        };
    }

    /** Whether something is measured of it. */
    boolean isMeasured() {
        return switch (this) {
            case BOUND, LISTEN, SYN_SENT, SYN_RECV, FIN_WAIT_2_OF_NOBODY, TIME_WAIT -> false;
            default -> true;
        };
    }

    EntryState state() {
        return state;
    }

    /** The ports of a socket; none is 0. */
    record Ports(int local, int remote) {}

    /** Both ends of a connection, the near one being the accepted one. */
    record Connected(ActorSocket near, ActorSocket far, Ports ports) {}

    /** Who acts, and over what; where the kind is of both families, with IPv4. */
    record Scene(Found found, Actor actor, SocketKind kind) {
        String address() {
            return isIpv4() ? "127.0.0.1" : "::1";
        }

        private boolean isIpv4() {
            return !kind.name().endsWith("6");
        }

        ActorSocket client() throws IOException {
            return actor.socket(kind == SocketKind.TCP_DUAL ? SocketKind.TCP4 : kind);
        }

        ActorSocket listener(int backlog) throws IOException {
            ActorSocket listener = actor.socket(kind);
            listener.bind(kind.wildcard(), 0).orElseThrow();
            listener.listen(backlog).orElseThrow();
            return listener;
        }

        Connected connected() throws IOException {
            ActorSocket listener = listener(64);
            ActorSocket client = client();
            int far = client.connect(address(), listener.port()).orElseThrow();
            return new Connected(listener.accept(), client, new Ports(listener.port(), far));
        }

        void await(Ports ports, EntryState state) throws IOException {
            Eventually.when(
                    ports + " is " + state,
                    () -> found.between(Protocol.TCP, ports.local, ports.remote).stream()
                            .anyMatch(entry -> entry.state() == state));
        }
    }
}
