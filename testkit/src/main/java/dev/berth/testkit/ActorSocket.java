package dev.berth.testkit;

import java.io.IOException;

/** A socket of an {@link Actor}. */
public final class ActorSocket {
    private final Actor actor;
    private final String name;
    private int connections;

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
        return listen(64);
    }

    /** As {@link #listen()}, with room for this many connections and one more until they are accepted. */
    public Answer listen(int backlog) throws IOException {
        return actor.order("listen", name, backlog);
    }

    /** Sets an option of type int. */
    public Answer set(int level, int option, int value) throws IOException {
        return actor.order("setoption", name, level, option, value);
    }

    /** Ties it to an interface. */
    public void device(String interfaceName) throws IOException {
        actor.order("device", name, interfaceName).orElseThrow();
    }

    /** Connects; the number of the answer is the local port. */
    public Answer connect(String address, int port) throws IOException {
        return actor.order("connect", name, address, port);
    }

    /** Begins to connect and does not wait for the end; the number of the answer is the local port. */
    public Answer connecting(String address, int port) throws IOException {
        return actor.order("connecting", name, address, port);
    }

    /** Accepts a connection that is there or comes within seconds. */
    public ActorSocket accept() throws IOException {
        String accepted = name + "a" + connections++;
        actor.order("accept", name, accepted).orElseThrow();
        return new ActorSocket(actor, accepted);
    }

    /** Sends a byte and receives it at the other socket: the connection lives. */
    public boolean reaches(ActorSocket other) throws IOException {
        return actor.order("send", name).isOk()
                && other.actor.order("receive", other.name).isOk();
    }

    /** Receives a byte; the number of the answer is how many came, none after the end. */
    public Answer read() throws IOException {
        return actor.order("read", name);
    }

    /** Sends until nothing more can wait to be sent; it does not wait for anything from then on. */
    public Answer fill() throws IOException {
        return actor.order("fill", name);
    }

    /** Sends no more: {@code SHUT_WR}. */
    public Answer shutdown() throws IOException {
        return actor.order("shutdown", name);
    }

    /** Its local port. */
    public int port() throws IOException {
        return actor.order("port", name).orElseThrow();
    }

    /** The number of its descriptor in the actor's process. */
    public int descriptor() throws IOException {
        return actor.order("fileno", name).orElseThrow();
    }

    /** Another descriptor for it, in the same process. */
    public ActorSocket copy() throws IOException {
        return actor.copy(name);
    }

    ActorSocket of(Actor other) {
        return new ActorSocket(other, name);
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
