package dev.berth.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EntryTest {
    private static final Endpoint WEB = new Endpoint(IpAddress.parse("127.0.0.1"), 8080);
    private static final Endpoint CLIENT = new Endpoint(IpAddress.parse("127.0.0.1"), 40_000);
    private static final OwnerProcess JAVA = new OwnerProcess(4121, "java", "bob", 1000, "/", Optional.empty());

    @ParameterizedTest
    @EnumSource(EntryState.class)
    void everyStateIsFoundByItsWordAndItsLabelInAnyCase(EntryState state) {
        assertThat(EntryState.of(state.word())).contains(state);
        assertThat(EntryState.of(state.label().toLowerCase(Locale.ROOT))).contains(state);
        assertThat(EntryState.of(state.word().toUpperCase(Locale.ROOT))).contains(state);
    }

    @Test
    void whatIsNoStateIsNone() {
        assertThat(EntryState.of("open")).isEmpty();
        assertThat(EntryState.of("")).isEmpty();
    }

    @Test
    void theKeyCarriesTheCookieIfThereIsOne() {
        assertThat(entry(77).key()).isEqualTo(new EntryKey(Protocol.TCP, WEB, CLIENT, 2, OptionalLong.of(77)));
        assertThat(entry(0).key().cookie()).isEmpty();
        assertThat(entry(-1).key().cookie()).hasValue(-1); // unsigned: the highest number
    }

    @Test
    void aKeyIsOfOneTable() {
        assertThatThrownBy(() -> new EntryKey(Protocol.TCP_UDP, WEB, CLIENT, 0, OptionalLong.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ownersAreAddedAndNothingElseChanges() {
        Entry plain = entry(1);
        Entry owned = plain.with(new Owners.Known(List.of(JAVA)));

        assertThat(plain.processes()).isEmpty();
        assertThat(owned.processes()).containsExactly(JAVA);
        assertThat(owned.with(Owners.NOT_ASKED)).isEqualTo(plain);
        assertThat(plain.with(Owners.UNKNOWN).processes()).isEmpty();
    }

    @Test
    void knownOwnersAreSome() {
        assertThatThrownBy(() -> new Owners.Known(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void messagesShowBothEnds() {
        assertThat(entry(1)).hasToString("tcp ESTAB 127.0.0.1:8080 127.0.0.1:40000");
        assertThat(entry(1).key()).hasToString("tcp 127.0.0.1:8080 127.0.0.1:40000");
        assertThat(JAVA).hasToString("pid 4121 (java, user bob)");
    }

    @Test
    void closingKnowsItsLimits() {
        CloseRequest one = CloseRequest.of(Protocol.TCP, new EntryFilter.Cookie(1));

        assertThat(one.options()).isEmpty();
        assertThat(one.perSecond()).isEmpty();
        assertThat(one.with(CloseRequest.Option.ALL)
                        .with(CloseRequest.Option.DRY_RUN)
                        .options())
                .containsExactlyInAnyOrder(CloseRequest.Option.ALL, CloseRequest.Option.DRY_RUN);
        assertThat(one.atMost(10).perSecond()).hasValue(10);
        assertThatThrownBy(() -> one.atMost(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void queriesGrow() {
        EntryFilter bobs = new EntryFilter.User("bob");
        EntryQuery query = EntryQuery.of(Protocol.UDP)
                .with(EntryDetail.OWNERS)
                .with(EntryDetail.INFO)
                .where(bobs);

        assertThat(query).isEqualTo(new EntryQuery(Protocol.UDP, bobs, Set.of(EntryDetail.INFO, EntryDetail.OWNERS)));
    }

    private static Entry entry(long cookie) {
        return new Entry(
                Protocol.TCP,
                EntryState.ESTABLISHED,
                WEB,
                CLIENT,
                1000,
                5,
                cookie,
                0,
                0,
                2,
                EntryTimer.NONE,
                Optional.empty(),
                Owners.NOT_ASKED);
    }
}
