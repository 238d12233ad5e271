package dev.berth.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.api.Consumer;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.client.Mode;
import dev.berth.client.Order;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishTest {
    private static final Wish ANY = Wish.of("tcp", "cooperative", List.of());

    @Test
    void itSaysForWhatForWhomAndHowFirmly() {
        Wish wish = Wish.of("tcp+udp", "Enforced", List.of("user:postgres", "cgroup:/ci"));
        assertThat(wish.mode()).isEqualTo(Mode.ENFORCED);
        assertThat(wish.request().protocol()).isEqualTo(Protocol.TCP_UDP);
        assertThat(wish.request().count()).isEqualTo(1);
        assertThat(wish.request().consumers()).containsExactly(Consumer.user("postgres"), Consumer.cgroup("/ci"));
        assertThat(wish.range()).isEmpty();
    }

    @Test
    void theEnvironmentSaysHowFirmlyWhereTheBuildDoesNot() {
        assertThat(Wish.of("tcp", null, List.of()).mode()).isEqualTo(Mode.ofEnvironment());
        assertThat(Wish.of("tcp", " ", List.of()).mode()).isEqualTo(Mode.ofEnvironment());
    }

    @Test
    void aRangeHasBothItsEnds() {
        assertThat(ANY.within(null, null, true)).isEqualTo(ANY);
        assertThat(ANY.within(9000, 9001, false).range()).contains(PortBlock.of(9000, 2));
        assertThat(ANY.within(9000, 9000, false).range()).contains(PortBlock.of(9000));
        assertThat(ANY.within(9000, null, false).range()).contains(PortBlock.between(9000, 65_535));
        assertThat(ANY.within(null, 9000, false).range()).contains(PortBlock.between(1024, 9000));
        assertThat(ANY.within(1, 65_535, false).range()).contains(PortBlock.between(1, 65_535));
    }

    @Test
    void theLowestIsTriedFirstUnlessAtRandom() {
        assertThat(ANY.within(9000, 9001, false).order()).isEqualTo(Order.ASCENDING);
        assertThat(ANY.within(9000, 9001, true).order()).isEqualTo(Order.RANDOM);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    9001 | 9000  | no port lies between minPortNumber 9001 and maxPortNumber 9000: make
                         | 1000  | minPortNumber 1024, which is so unless given, and maxPortNumber 1000: make
                    0    | 9000  | minPortNumber is 0, which is no port: give one from 1 to 65535
                    -1   |       | minPortNumber is -1, which is no port: give one from 1 to 65535
                    9000 | 65536 | maxPortNumber is 65536, which is no port: give one from 1 to 65535
                    """)
    void aRangeThatIsNoneIsRefused(Integer min, Integer max, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANY.within(min, max, false))
                .withMessageContaining(sentence);
    }

    @Test
    void wordsThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wish.of("sctp", null, List.of()))
                .withMessage("protocol is 'sctp': say tcp, udp or tcp+udp");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wish.of("tcp", "strict", List.of()))
                .withMessage("mode (berth.mode) is 'strict', which is no mode: say auto, enforced or cooperative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wish.of("tcp", null, List.of("postgres")))
                .withMessage("consumers: 'postgres' is no consumer: user:NAME, group:NAME or cgroup:/PATH");
    }
}
