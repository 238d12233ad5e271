package dev.berth.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks within a range, one after the other. */
class RangeSearchTest {
    private static final PortBlock RANGE = PortBlock.between(20_000, 20_003);

    private final FewPorts ports = FewPorts.enforced(PortBlock.between(1, PortBlock.MAX_PORT));

    @Test
    void theLowestFirst() {
        assertThat(acquire(1, Order.ASCENDING).orElseThrow().block()).isEqualTo(PortBlock.of(20_000));
        assertThat(acquire(2, Order.ASCENDING).orElseThrow().block()).isEqualTo(PortBlock.between(20_001, 20_002));
        assertThat(acquire(1, Order.ASCENDING).orElseThrow().block()).isEqualTo(PortBlock.of(20_003));
    }

    @ParameterizedTest
    @EnumSource
    void eachPortOfTheRangeIsFoundAndNoOther(Order order) {
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            found.add(acquire(1, order).orElseThrow().port(0));
        }

        assertThat(found).containsExactlyInAnyOrder(20_000, 20_001, 20_002, 20_003);
        assertThat(acquire(1, order)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(Code.WSAENOBUFS);
            assertThat(refused.message())
                    .isEqualTo("acquire 1 tcp port within 20000-20003: each is in use or reserved; wait until some are"
                            + " given back, or widen the range");
        });
    }

    @Test
    void atRandomIsNotAlwaysTheLowest() {
        Set<Integer> first = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            try (AcquiredBlock block = acquire(1, Order.RANDOM).orElseThrow()) {
                first.add(block.port(0));
            }
        }

        assertThat(first).hasSize(4); // each is missed once in 10^25 runs
    }

    @Test
    void anotherRefusalEndsTheSearch() {
        ports.refuseWith(Code.WSAEACCES);

        assertThat(acquire(1, Order.RANDOM).code()).isEqualTo(Code.WSAEACCES);
        assertThat(ports.asked()).isOne();
    }

    @Test
    void whatCannotLieInTheRangeIsRefusedUnasked() {
        assertThat(acquire(5, Order.ASCENDING)).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(Code.WSAEINVAL);
            assertThat(refused.message()).isEqualTo("acquire 5 tcp ports within 20000-20003: the range has 4 ports");
        });
        assertThat(acquire(0, Order.ASCENDING).code()).isEqualTo(Code.WSAEINVAL);
        assertThat(new RangeSearch(PortBlock.of(65_535, 2), Order.ASCENDING)
                        .acquire(ports, AcquireRequest.of(Protocol.TCP, 1))
                        .code())
                .isEqualTo(Code.WSAEINVAL);
        assertThat(ports.asked()).isZero();
    }

    private Outcome<AcquiredBlock> acquire(int count, Order order) {
        return new RangeSearch(RANGE, order).acquire(ports, AcquireRequest.of(Protocol.TCP, count));
    }
}
