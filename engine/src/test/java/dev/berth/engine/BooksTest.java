package dev.berth.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Deny;
import dev.berth.api.Lifetime;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.StoreContents.Switch;
import dev.berth.engine.store.StoredExclusion;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.Origin;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.Rights;
import java.util.List;
import org.junit.jupiter.api.Test;

class BooksTest {
    private static final Life ONE = new Life(1, 1);
    private static final Life TWO = new Life(2, 2);
    private static final PortSet PORTS = PortSet.of(PortBlock.between(9000, 9009));

    private final GuardEntry tcp = entry(1, Protocol.TCP, PortBlock.of(9000, 2), ONE, Lifetime.PROCESS);
    private final GuardEntry both = entry(2, Protocol.TCP_UDP, PortBlock.of(9004, 2), ONE, Lifetime.SOCKET);
    private final Books books = new Books(
            contents(List.of(new StoredExclusion(Protocol.UDP, PortBlock.of(9008), Machine.NOW))),
            Matching.of(contents(List.of()), List.of(tcp, both)));

    @Test
    void whatTheStoreAndTheGuardHoldIsNotFreeInItsPools() {
        assertThat(free(Protocol.TCP)).hasToString("9002-9003,9006-9009");
        assertThat(free(Protocol.UDP)).hasToString("9000-9003,9006-9007,9009");
        assertThat(free(Protocol.TCP_UDP)).hasToString("9002-9003,9006-9007,9009");
        assertThat(books.meets(Protocol.TCP, PortBlock.of(9002, 2))).isFalse();
        assertThat(books.meets(Protocol.TCP, PortBlock.of(9008))).isFalse();
        assertThat(books.meets(Protocol.TCP_UDP, PortBlock.of(9008))).isTrue();
        assertThat(books.runtimeAmong(PORTS)).isEqualTo(4);
    }

    @Test
    void anEntryIsKnownFromItsBeginningToItsEnd() {
        GuardEntry third = entry(3, Protocol.UDP, PortBlock.of(9000, 2), TWO, Lifetime.SOCKET);
        books.enter(third);
        assertThat(books.runtime(third.token())).contains(third);
        assertThat(books.owners()).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(books.of(ONE)).containsExactlyInAnyOrder(tcp.token(), both.token());
        assertThat(books.anchored()).containsExactlyInAnyOrder(both.token(), third.token());
        assertThat(free(Protocol.UDP)).hasToString("9002-9003,9006-9007,9009");

        books.strike(third.token());
        books.strike(third.token());
        books.strike(both.token());
        assertThat(books.runtime(third.token())).isEmpty();
        assertThat(books.owners()).containsExactly(ONE);
        assertThat(books.of(TWO)).isEmpty();
        assertThat(books.anchored()).isEmpty();
        assertThat(free(Protocol.UDP)).hasToString("9000-9007,9009");
        assertThat(free(Protocol.TCP)).hasToString("9002-9009");
        assertThat(books.runtimeAmong(PORTS)).isEqualTo(2);
    }

    private static StoreContents contents(List<StoredExclusion> exclusions) {
        return new StoreContents(List.of(), exclusions, List.of(), List.of(), Switch.ENABLED);
    }

    private PortSet free(Protocol protocol) {
        return PortSet.of(books.free(protocol, PORTS));
    }

    private static GuardEntry entry(long token, Protocol protocol, PortBlock block, Life owner, Lifetime lifetime) {
        return new GuardEntry(
                new Token(token),
                State.RUNTIME,
                protocol,
                block,
                Deny.EACCES,
                LowPorts.FREE_FOR_CONSUMERS,
                owner,
                Rights.NOBODY,
                lifetime,
                Machine.NOW,
                Origin.NONE);
    }
}
