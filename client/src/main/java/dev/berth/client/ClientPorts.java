package dev.berth.client;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Token;
import dev.berth.client.Daemon.Answered;
import dev.berth.client.Question.Effect;
import dev.berth.client.message.Held;
import dev.berth.client.message.Methods;
import dev.berth.client.message.Places;
import dev.berth.client.message.Requests;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import java.nio.file.Path;
import java.util.Random;

/**
 * The ports of this machine, through berthd: for everybody, within what its policy allows. What is acquired is this
 * process's, and lives as long as it: closing this, or losing the connection, ends nothing.
 *
 * <p>Connects when first asked, and again when berthd was started anew: a berthd that was there is waited for up to five
 * seconds, and asked once more what may be asked twice. Where nobody answers, every method is refused with
 * {@link Code#WSAENETDOWN}, and the sentence says how to start it. An interrupt ends no call whose answer is
 * on its way: the thread stays interrupted; only where no answer comes for five seconds more, the call is refused with
 * {@link Code#WSAEINTR}. Calls under way when this is closed are refused with
 * {@link Code#WSA_OPERATION_ABORTED}; asked again, it connects again.
 *
 * <p>Safe for concurrent use; calls go one after the other.
 */
public final class ClientPorts implements Ports {
    /** Where berthd listens unless told otherwise. */
    public static final Path USUAL_SOCKET = Path.of("/run/berth/berth.sock");

    private final Daemon daemon;
    private final Random requests = new Random();

    /**
     * The ports that a berthd keeps.
     *
     * @param socket where it listens
     */
    public ClientPorts(Path socket) {
        this(socket, SocketLine::to);
    }

    /**
     * The same, over connections that can pass descriptors.
     *
     * @param socket where berthd listens
     * @param opening makes the connections
     */
    public ClientPorts(Path socket, Line.Opening opening) {
        this(new Daemon(socket, opening, Patience::new));
    }

    ClientPorts(Daemon daemon) {
        this.daemon = daemon;
    }

    /** {@return the ports of this machine: of {@code BERTH_SOCKET}, else of {@link #USUAL_SOCKET}} */
    public static ClientPorts ofThisMachine() {
        String socket = System.getenv("BERTH_SOCKET");
        return new ClientPorts(socket == null || socket.isEmpty() ? USUAL_SOCKET : Path.of(socket));
    }

    @Override
    public Outcome<Reservation> create(ReservationRequest request) {
        return ask(
                "create " + request.protocol() + " " + request.block(),
                Methods.CREATE,
                Requests.create(request),
                Effect.EACH_TIME,
                ClientPorts::reservation);
    }

    @Override
    public Outcome<Reservation> delete(Protocol protocol, PortBlock block) {
        return ask(
                "delete " + protocol + " " + block,
                Methods.DELETE,
                Places.of(protocol, block),
                Effect.EACH_TIME,
                ClientPorts::reservation);
    }

    @Override
    public Outcome<Reservation> change(Protocol protocol, PortBlock block, ReservationChange change) {
        JsonObject parameters = Places.of(protocol, block);
        Requests.change(parameters, change);
        return ask(
                "change " + protocol + " " + block, Methods.CHANGE, parameters, Effect.SAME, ClientPorts::reservation);
    }

    @Override
    public Outcome<Reservation> change(String name, ReservationChange change) {
        JsonObject parameters = new JsonObject().with("name", name);
        Requests.change(parameters, change);
        return ask("change " + name, Methods.CHANGE, parameters, Effect.EACH_TIME, ClientPorts::reservation);
    }

    @Override
    public Outcome<Reservation> lookup(Protocol protocol, PortBlock block) {
        return ask(
                "lookup " + protocol + " " + block,
                Methods.LOOKUP,
                Places.of(protocol, block),
                Effect.NONE,
                ClientPorts::reservation);
    }

    @Override
    public Outcome<Reservation> lookup(String name) {
        return ask(
                "lookup " + name,
                Methods.LOOKUP,
                new JsonObject().with("name", name),
                Effect.NONE,
                ClientPorts::reservation);
    }

    @Override
    public Outcome<AcquiredBlock> acquire(AcquireRequest request) {
        return daemon.ask(acquiring(request));
    }

    /**
     * Acquires a block that lives no longer than a socket: its last close, of all its copies in all processes, ends the
     * reservation, as {@code SIO_ACQUIRE_PORT_RESERVATION} has it. Otherwise as {@link #acquire(AcquireRequest)}; refused
     * with {@link Code#ERROR_NOT_SUPPORTED} over a {@link Line} that passes no descriptors.
     *
     * @param request which ports
     * @param anchor the descriptor of the socket, which is not bound by this
     * @return the block
     */
    public Outcome<AcquiredBlock> acquire(AcquireRequest request, int anchor) {
        return daemon.ask(acquiring(request).with(anchor));
    }

    /**
     * Associates a socket with a token: it may bind inside, and {@code bind} to port 0 takes a port of the block.
     *
     * <p>Refused with {@link Code#WSAEINVAL} where no reservation of the socket's protocol has the token, or
     * a runtime reservation of another process has it; with {@link Code#WSAEACCES} for who may not have a
     * persistent reservation; and as {@link #acquire(AcquireRequest, int)}.
     *
     * @param socket its descriptor
     * @param protocol its pool
     * @param token the token
     * @return the token
     */
    public Outcome<Token> associate(int socket, Protocol protocol, Token token) {
        Question<Token> question = Question.of(
                "associate a " + protocol + " socket with " + token,
                Methods.ASSOCIATE,
                new JsonObject().with("token", token.toString()),
                Effect.SAME,
                answer -> token);
        return daemon.ask(question.with(socket));
    }

    @Override
    public Outcome<Token> release(Token token) {
        return release(token, new JsonObject().with("token", token.toString()));
    }

    @Override
    public Outcome<Token> forceRelease(Token token) {
        return release(token, new JsonObject().with("token", token.toString()).with("force", true));
    }

    @Override
    public Outcome<Listing> list() {
        return ask("list", Methods.LIST, new JsonObject(), Effect.NONE, Held::listing);
    }

    @Override
    public Outcome<Exclusion> exclude(Protocol protocol, PortBlock block) {
        return ask(
                "exclude " + protocol + " " + block,
                Methods.EXCLUDE,
                Places.of(protocol, block),
                Effect.EACH_TIME,
                answer -> Held.exclusion(answer.requiredObject("exclusion")));
    }

    @Override
    public Outcome<Exclusion> removeExclusion(Protocol protocol, PortBlock block) {
        return ask(
                "remove exclusion " + protocol + " " + block,
                Methods.REMOVE_EXCLUSION,
                Places.of(protocol, block),
                Effect.EACH_TIME,
                answer -> Held.exclusion(answer.requiredObject("exclusion")));
    }

    @Override
    public Outcome<Listing> restore() {
        return ask("restore", Methods.RESTORE, new JsonObject(), Effect.SAME, Held::listing);
    }

    @Override
    public Outcome<Listing> disable() {
        return ask("disable", Methods.DISABLE, new JsonObject(), Effect.EACH_TIME, Held::listing);
    }

    @Override
    public Outcome<Listing> purge() {
        return ask("purge", Methods.DISABLE, new JsonObject().with("purge", true), Effect.EACH_TIME, Held::listing);
    }

    /** {@return what berthd counts, in the text format of Prometheus} */
    public Outcome<String> metrics() {
        return ask("metrics", Methods.METRICS, new JsonObject(), Effect.NONE, answer -> answer.requiredText("text"));
    }

    /**
     * {@return what tells a watcher what happens to ports, once it runs; it goes on when this is closed}
     *
     * @param watcher is told
     */
    public Watching watching(Watching.Watcher watcher) {
        return new Watching(daemon, watcher);
    }

    /** Closes the connection; what was acquired stays acquired. */
    @Override
    public void close() {
        daemon.close();
    }

    /** Told apart by its number, a request that is sent again gets what the first got. */
    private Question<AcquiredBlock> acquiring(AcquireRequest request) {
        return Question.of(
                "acquire " + request.count() + " " + request.protocol() + (request.count() == 1 ? " port" : " ports"),
                Methods.ACQUIRE,
                Requests.acquire(request).with("request", requests.nextLong(1, Long.MAX_VALUE)),
                Effect.SAME,
                answer -> new AcquiredBlock(Places.token(answer), Places.protocol(answer), Places.block(answer), this));
    }

    private Outcome<Token> release(Token token, JsonObject parameters) {
        Question<Token> question =
                Question.of("release " + token, Methods.RELEASE, parameters, Effect.SAME, answer -> token);
        Answered<Token> answered = daemon.answer(question);
        boolean releasedBefore = answered.maybeDone() && answered.outcome().code() == Code.WSAEINVAL;
        return releasedBefore ? Outcome.granted(token) : answered.outcome();
    }

    private <T> Outcome<T> ask(
            String wanted, String method, JsonObject parameters, Effect effect, Question.Answer<T> answer) {
        return daemon.ask(Question.of(wanted, method, parameters, effect, answer));
    }

    private static Reservation reservation(JsonObject answer) throws MalformedMessageException {
        return Held.reservation(answer.requiredObject("reservation"));
    }
}
