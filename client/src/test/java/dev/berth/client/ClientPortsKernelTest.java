package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.LowPorts;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Standing;
import dev.berth.api.Token;
import dev.berth.client.ScriptedDaemon.Peer;
import dev.berth.client.message.Held;
import dev.berth.client.message.Methods;
import dev.berth.client.message.Places;
import dev.berth.client.message.Requests;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the methods of {@code Ports} ask berthd, and what they make of its answers. */
class ClientPortsKernelTest {
    private static final Token TOKEN = new Token(0x5d3c_2a19_0000_0001L);
    private static final PortBlock BLOCK = PortBlock.of(8080, 4);
    private static final Reservation RESERVATION = new Reservation(
            TOKEN,
            Protocol.TCP,
            BLOCK,
            Optional.of("web"),
            List.of(new Consumer.User("bob", OptionalLong.of(1000))),
            Deny.EACCES,
            LowPorts.FREE_FOR_CONSUMERS,
            Instant.parse("2026-01-01T00:00:00Z"),
            Standing.ENFORCED);
    private static final Exclusion EXCLUSION =
            new Exclusion(Protocol.UDP, BLOCK, RESERVATION.since(), Standing.ENFORCED);
    private static final Listing LISTING = new Listing(List.of(RESERVATION), List.of(EXCLUSION), List.of());

    @TempDir
    private Path folder;

    private ScriptedDaemon daemon;
    private ClientPorts ports;
    private Peer peer;

    @BeforeEach
    void connect() throws Exception {
        daemon = new ScriptedDaemon(folder.resolve("berth.sock"));
        ports = new ClientPorts(folder.resolve("berth.sock"));
        Apart<?> first = Apart.from(ports::list);
        peer = daemon.acceptAndAnswer(Reply.of(new JsonObject()));
        first.result();
    }

    @AfterEach
    void disconnect() throws IOException {
        ports.close();
        peer.close();
        daemon.close();
    }

    @Test
    void whatMakesReservationsIsAskedAndAnswered() throws Exception {
        ReservationRequest request = ReservationRequest.of(Protocol.TCP, BLOCK).named("web");
        assertGranted(ports -> ports.create(request), Methods.CREATE, Requests.create(request), ofReservation());
        assertGranted(ports -> ports.delete(Protocol.TCP, BLOCK), Methods.DELETE, place(), ofReservation());
        assertGranted(ports -> ports.lookup(Protocol.TCP, BLOCK), Methods.LOOKUP, place(), ofReservation());
        assertGranted(ports -> ports.lookup("web"), Methods.LOOKUP, named(), ofReservation());
    }

    @Test
    void whatChangesReservationsIsAskedAndAnswered() throws Exception {
        ReservationChange change = ReservationChange.NONE.nameless();
        assertGranted(
                ports -> ports.change(Protocol.TCP, BLOCK, change),
                Methods.CHANGE,
                place().with("nameless", true),
                ofReservation());
        assertGranted(
                ports -> ports.change("web", change.named("web2")),
                Methods.CHANGE,
                named().with("newName", "web2"),
                ofReservation());
    }

    @Test
    void whatExcludesIsAskedAndAnswered() throws Exception {
        JsonObject place = Places.of(Protocol.UDP, BLOCK);
        Answer<Exclusion> answer = new Answer<>(EXCLUSION, new JsonObject().with("exclusion", Held.of(EXCLUSION)));
        assertGranted(ports -> ports.exclude(Protocol.UDP, BLOCK), Methods.EXCLUDE, place, answer);
        assertGranted(ports -> ports.removeExclusion(Protocol.UDP, BLOCK), Methods.REMOVE_EXCLUSION, place, answer);
    }

    @Test
    void whatAnswersEverythingIsAskedAndAnswered() throws Exception {
        JsonObject nothing = new JsonObject();
        Answer<Listing> answer = new Answer<>(LISTING, Held.of(LISTING));
        assertGranted(Ports::list, Methods.LIST, nothing, answer);
        assertGranted(Ports::restore, Methods.RESTORE, nothing, answer);
        assertGranted(Ports::disable, Methods.DISABLE, nothing, answer);
        assertGranted(Ports::purge, Methods.DISABLE, new JsonObject().with("purge", true), answer);
        assertGranted(
                ClientPorts::metrics,
                Methods.METRICS,
                nothing,
                new Answer<>("berth_up 1\n", new JsonObject().with("text", "berth_up 1\n")));
    }

    @Test
    void whatEndsRuntimeReservationsIsAskedAndAnswered() throws Exception {
        Answer<Token> answer = new Answer<>(TOKEN, new JsonObject());
        JsonObject token = new JsonObject().with("token", TOKEN.toString());
        assertGranted(ports -> ports.release(TOKEN), Methods.RELEASE, token, answer);
        assertGranted(
                ports -> ports.forceRelease(TOKEN),
                Methods.RELEASE,
                new JsonObject().with("token", TOKEN.toString()).with("force", true),
                answer);
    }

    @Test
    void whatIsAcquiredIsReleasedThroughTheSamePorts() throws Exception {
        AcquireRequest request = AcquireRequest.of(Protocol.TCP, 4).startingAt(8080);
        Apart<Outcome<AcquiredBlock>> asked = Apart.from(() -> ports.acquire(request));
        Call call = peer.read();
        assertThat(call.method()).isEqualTo(Methods.ACQUIRE);
        assertThat(Requests.acquire(call.parameters())).isEqualTo(request);
        assertThat(call.parameters().number("request").orElseThrow()).isPositive();
        peer.answer(Reply.of(place().with("token", TOKEN.toString()).with("warnings", List.of("a", "b"))));
        Outcome.Granted<AcquiredBlock> granted = (Outcome.Granted<AcquiredBlock>) asked.result();
        assertThat(granted.warnings()).containsExactly("a", "b");
        assertThat(granted.value()).hasToString("tcp 8080-8083");
        assertThat(granted.value().token()).isEqualTo(TOKEN);

        Apart<Boolean> closing = Apart.from(() -> {
            granted.value().close();
            return true;
        });
        assertThat(peer.read()).isEqualTo(Call.of(Methods.RELEASE, new JsonObject().with("token", TOKEN.toString())));
        peer.answer(Reply.of(new JsonObject()));
        assertThat(closing.result()).isTrue();
    }

    @Test
    void everyAcquisitionHasANumberOfItsOwn() throws Exception {
        long first = numberOf(Apart.from(() -> ports.acquire(AcquireRequest.of(Protocol.TCP, 1))));
        long second = numberOf(Apart.from(() -> ports.acquire(AcquireRequest.of(Protocol.TCP, 1))));
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aRefusalHasItsCodeAndItsSentence() throws Exception {
        JsonObject why = new JsonObject()
                .with("code", Code.ERROR_SHARING_VIOLATION.number())
                .with("name", "ERROR_SHARING_VIOLATION")
                .with("message", "create tcp 8080-8083: tcp 8080 is taken");
        assertRefused(
                Reply.error(Methods.REFUSED, why),
                Code.ERROR_SHARING_VIOLATION,
                "create tcp 8080-8083: tcp 8080 is taken");
    }

    @Test
    void anErrorThatIsNotOursIsNamed() throws Exception {
        assertRefused(
                Reply.error("org.varlink.service.MethodNotFound", new JsonObject().with("method", "x")),
                Code.ERROR_NOT_SUPPORTED,
                "create tcp 8080-8083: berthd answers org.varlink.service.MethodNotFound {\"method\":\"x\"};"
                        + " it may be older than this client");
    }

    @Test
    void aRefusalThatMakesNoSenseIsStillOne() throws Exception {
        assertRefused(
                Reply.error(Methods.REFUSED, new JsonObject().with("code", 4711).with("message", "no")),
                Code.ERROR_NOT_SUPPORTED,
                "create tcp 8080-8083: berthd's answer makes no sense ('code' 4711 is unknown);"
                        + " it may be of another version than this client");
    }

    @Test
    void anAnswerThatLacksSomethingIsRefusedByItsName() throws Exception {
        assertRefused(
                Reply.of(new JsonObject()),
                Code.ERROR_NOT_SUPPORTED,
                "create tcp 8080-8083: berthd's answer makes no sense ('reservation' is missing);"
                        + " it may be of another version than this client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\0", "no\0", "\0", "{\"parameters\":[]}\0"})
    void bytesThatAreNoReplyEndTheConnectionAndNotTheClient(String bytes) throws Exception {
        Apart<Outcome<Listing>> asked = Apart.from(ports::list);
        peer.read();
        peer.send(bytes);
        assertThat(asked.result())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.message()).startsWith("list: berthd's answer makes no sense ("));
        assertThat(asked.result().code()).isEqualTo(Code.ERROR_NOT_SUPPORTED);
        assertThat(peer.isGone()).isTrue();

        Apart<Outcome<Listing>> again = Apart.from(ports::list);
        daemon.acceptAndAnswer(Reply.of(Held.of(LISTING))).close();
        assertThat(again.result()).isEqualTo(Outcome.granted(LISTING));
    }

    @Test
    void repliesComeInPiecesOfAnySize() throws Exception {
        Apart<Outcome<Listing>> asked = Apart.from(ports::list);
        peer.read();
        String reply = Reply.of(Held.of(LISTING)).message() + "\0";
        for (int i = 0; i < reply.length(); i++) {
            peer.send(reply.substring(i, i + 1));
        }
        assertThat(asked.result()).isEqualTo(Outcome.granted(LISTING));
    }

    @Test
    void aDaemonThatReadsLateMakesTheClientWait() throws Exception {
        // Megabytes: more than a socket takes.
        List<Consumer> consumers = IntStream.range(0, 50_000)
                .mapToObj(i -> (Consumer) Consumer.cgroup("/a.slice/" + i))
                .toList();
        ReservationRequest request = new ReservationRequest(
                Protocol.TCP, BLOCK, Optional.empty(), consumers, Deny.EACCES, LowPorts.FREE_FOR_CONSUMERS, Set.of());
        Apart<Outcome<Reservation>> asked = Apart.from(() -> ports.create(request));
        assertThat(Requests.create(peer.read().parameters())).isEqualTo(request);
        peer.answer(Reply.of(ofReservation().parameters()));
        assertThat(asked.result()).isEqualTo(Outcome.granted(RESERVATION));
    }

    /** An answer, and how berthd gives it. */
    private record Answer<T>(T value, JsonObject parameters) {}

    private <T> void assertGranted(
            Function<ClientPorts, Outcome<T>> asking, String method, JsonObject parameters, Answer<T> answer)
            throws Exception {
        Apart<Outcome<T>> asked = Apart.from(() -> asking.apply(ports));
        assertThat(peer.read()).isEqualTo(Call.of(method, parameters));
        peer.answer(Reply.of(answer.parameters()));
        assertThat(asked.result()).isEqualTo(Outcome.granted(answer.value()));
    }

    private void assertRefused(Reply reply, Code code, String message) throws Exception {
        Apart<Outcome<Reservation>> asked = Apart.from(() -> ports.create(ReservationRequest.of(Protocol.TCP, BLOCK)));
        peer.read();
        peer.answer(reply);
        assertThat(asked.result()).isEqualTo(Outcome.refused(code, message));
    }

    private long numberOf(Apart<?> acquiring) throws Exception {
        long number = peer.read().parameters().requiredNumber("request");
        peer.answer(Reply.error("x.y.Z", new JsonObject()));
        acquiring.result();
        return number;
    }

    private static Answer<Reservation> ofReservation() {
        return new Answer<>(RESERVATION, new JsonObject().with("reservation", Held.of(RESERVATION)));
    }

    private static JsonObject place() {
        return Places.of(Protocol.TCP, BLOCK);
    }

    private static JsonObject named() {
        return new JsonObject().with("name", "web");
    }
}
