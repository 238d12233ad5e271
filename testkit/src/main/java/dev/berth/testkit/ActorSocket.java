package dev.berth.testkit;

import java.io.IOException;

/** A socket of an {@link Actor}. */
public final class ActorSocket {
    private final Actor actor;
    private final String name;

    ActorSocket(Actor actor, String name) {
        this.actor = actor;
        this.name = name;
    }

    /** Binds; the number of the answer is the port that it has then. */
    public Answer bind(String address, int port) throws IOException {
        return actor.order("bind", name, address, port);
    }

    /** Listens. */
    public Answer listen() throws IOException {
        return actor.order("listen", name);
    }

    /** Connects; the number of the answer is the local port. */
    public Answer connect(String address, int port) throws IOException {
        return actor.order("connect", name, address, port);
    }

    /** Accepts a connection that is there or comes within seconds. */
    public ActorSocket accept() throws IOException {
        String accepted = name + "a";
        actor.order("accept", name, accepted).orElseThrow();
        return new ActorSocket(actor, accepted);
    }

    /** Sends a byte and receives it at the other socket: the connection lives. */
    public boolean reaches(ActorSocket other) throws IOException {
        return actor.order("send", name).isOk()
                && other.actor.order("receive", other.name).isOk();
    }

    /** Its local port. */
    public int port() throws IOException {
        return actor.order("port", name).orElseThrow();
    }

    /** The number of its descriptor in the actor's process. */
    public int descriptor() throws IOException {
        return actor.order("fileno", name).orElseThrow();
    }

    /** Who has it. */
    public Actor actor() {
        return actor;
    }

    /** Closes it. */
    public void close() throws IOException {
        actor.order("close", name).orElseThrow();
    }
}
