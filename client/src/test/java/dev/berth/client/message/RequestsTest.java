package dev.berth.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Remedy;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked for arrives as it was meant. */
class RequestsTest {
    private static final List<Consumer> CONSUMERS = List.of(
            Consumer.user("bob"),
            new Consumer.User("33", OptionalLong.of(33)),
            Consumer.group("web"),
            new Consumer.Group("nobody", OptionalLong.of(0xFFFF_FFFEL)),
            Consumer.cgroup("/system.slice/nginx.service"));

    static Stream<ReservationRequest> creations() {
        ReservationRequest plain = ReservationRequest.of(Protocol.TCP, PortBlock.of(8080, 4));
        return Stream.of(
                plain,
                ReservationRequest.of(Protocol.TCP_UDP, PortBlock.of(0, 0)),
                ReservationRequest.of(Protocol.UDP, PortBlock.of(65_535, 65_535)),
                plain.named("web"),
                plain.named("\"\\\u0000é😀"),
                new ReservationRequest(
                        Protocol.UDP,
                        PortBlock.of(53),
                        Optional.of("dns"),
                        CONSUMERS,
                        Deny.EADDRINUSE,
                        LowPorts.PRIVILEGED,
                        Set.of(Remedy.values())));
    }

    @ParameterizedTest
    @MethodSource("creations")
    void aCreationArrives(ReservationRequest request) throws MalformedMessageException {
        assertThat(Requests.create(Sent.over(Requests.create(request)))).isEqualTo(request);
    }

    @Test
    void aCreationOfAFewWordsIsThePlainOne() throws MalformedMessageException {
        assertThat(Requests.create(Places.of(Protocol.TCP, PortBlock.of(8080))))
                .isEqualTo(ReservationRequest.of(Protocol.TCP, PortBlock.of(8080)));
    }

    static Stream<ReservationChange> changes() {
        ReservationChange none = ReservationChange.NONE;
        return Stream.of(
                none,
                none.named("web"),
                none.nameless(),
                none.consumers(List.of()),
                none.consumers(CONSUMERS),
                none.denyWith(Deny.EACCES),
                none.lowPorts(LowPorts.FREE_FOR_CONSUMERS),
                none.named("a").consumers(CONSUMERS).denyWith(Deny.EADDRINUSE).lowPorts(LowPorts.PRIVILEGED));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeArrivesBesideTheNameOfWhatItChanges(ReservationChange change) throws MalformedMessageException {
        JsonObject message = new JsonObject().with("name", "old");
        Requests.change(message, change);
        JsonObject arrived = Sent.over(message);
        assertThat(Requests.change(arrived)).isEqualTo(change);
        assertThat(arrived.text("name")).contains("old");
    }

    static Stream<AcquireRequest> acquisitions() {
        AcquireRequest plain = AcquireRequest.of(Protocol.TCP, 1);
        return Stream.of(
                plain,
                plain.startingAt(0),
                AcquireRequest.of(Protocol.TCP_UDP, 65_535).startingAt(65_535),
                AcquireRequest.of(Protocol.UDP, 0).denyWith(Deny.EADDRINUSE),
                new AcquireRequest(Protocol.UDP, 4, OptionalInt.of(9000), CONSUMERS, Deny.EACCES));
    }

    @ParameterizedTest
    @MethodSource("acquisitions")
    void anAcquisitionArrives(AcquireRequest request) throws MalformedMessageException {
        assertThat(Requests.acquire(Sent.over(Requests.acquire(request)))).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}|'protocol' is missing",
                "{\"protocol\":\"tcp\"}|'count' is missing",
                "{\"protocol\":\"sctp\",\"count\":1}|'protocol': unknown protocol 'sctp': tcp, udp or tcp+udp",
                "{\"protocol\":\"tcp\",\"count\":-1}|'count' is -1, not between 0 and 65535",
                "{\"protocol\":\"tcp\",\"count\":1,\"start\":65536}|'start' is 65536, not between 0 and 65535",
                "{\"protocol\":\"tcp\",\"count\":1,\"start\":\"80\"}|'start' is not a whole number",
                "{\"protocol\":\"tcp\",\"count\":1,\"deny\":\"no\"}|'deny': 'no': eacces or eaddrinuse",
                "{\"protocol\":\"tcp\",\"count\":1,\"consumers\":[{}]}|'consumers': one that is neither user, group nor cgroup",
                "{\"protocol\":\"tcp\",\"count\":1,\"consumers\":[{\"user\":\"bob\",\"group\":\"web\"}]}|'consumers': one that is several of user, group and cgroup",
                "{\"protocol\":\"tcp\",\"count\":1,\"consumers\":[{\"cgroup\":\"/\"}]}|'consumers': cgroup '/': a path below the cgroup2 root, such as /system.slice/nginx.service",
                "{\"protocol\":\"tcp\",\"count\":1,\"consumers\":{\"user\":\"bob\"}}|'consumers' is not a list",
            })
    void anAcquisitionThatMakesNoSenseIsMalformedByTheNameOfWhatMakesNone(String text, String message)
            throws MalformedMessageException {
        JsonObject parameters = JsonObject.parse(text.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Requests.acquire(parameters))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(message);
    }

    @Test
    void unknownWordsOfACreationAreMalformed() {
        JsonObject place = Places.of(Protocol.TCP, PortBlock.of(8080));
        assertThatThrownBy(() -> Requests.create(place.with("remedies", List.of("adopt", "pray"))))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("'remedies': unknown 'pray'");
        assertThatThrownBy(() -> Requests.create(
                        Places.of(Protocol.TCP, PortBlock.of(8080)).with("lowPorts", "cheap")))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("'lowPorts': unknown 'cheap'");
    }
}
