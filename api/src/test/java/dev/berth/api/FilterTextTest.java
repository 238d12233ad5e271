package dev.berth.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.api.EntryFilter.And;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.Cookie;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryFilter.Host;
import dev.berth.api.EntryFilter.Not;
import dev.berth.api.EntryFilter.Or;
import dev.berth.api.EntryFilter.Port;
import dev.berth.api.EntryFilter.ServicePorts;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FilterTextTest {
    private static final EntryFilter WEB = new Port(End.LOCAL, Comparison.EQUAL, 80);
    private static final EntryFilter HIGH = new Port(End.REMOTE, Comparison.AT_LEAST, 1024);

    @Test
    void anEntryIsNamedByItsEndsAndItsCookie() {
        EntryFilter local = new Host(End.LOCAL, IpAddress.parse("127.0.0.1"), 32, OptionalInt.of(8080));
        EntryFilter remote = new Host(End.REMOTE, IpAddress.parse("::1"), 128, OptionalInt.of(40_000));
        assertThat(EntryFilter.text(new And(new And(local, remote), new Cookie(0x1a2b))))
                .isEqualTo("src = 127.0.0.1:8080 and dst = [::1]:40000 and cookie = 0x1a2b");
    }

    @Test
    void parenthesesStandWhereTheyMatter() {
        assertThat(EntryFilter.text(new Or(new And(WEB, HIGH), WEB)))
                .isEqualTo("sport = :80 and dport >= :1024 or sport = :80");
        assertThat(EntryFilter.text(new And(WEB, new Or(WEB, HIGH))))
                .isEqualTo("sport = :80 and ( sport = :80 or dport >= :1024 )");
        assertThat(EntryFilter.text(new Not(new And(WEB, new Not(new EntryFilter.Owner("tmux: server"))))))
                .isEqualTo("not ( sport = :80 and owner != \"tmux: server\" )");
    }

    @Test
    void allEntriesAreTheEmptyFilterAndHaveWordsWithinAnother() {
        assertThat(EntryFilter.text(EntryFilter.ALL)).isEmpty();
        assertThat(EntryFilter.text(new Not(EntryFilter.ALL))).isEqualTo("src != *");
        assertThat(EntryFilter.text(new EntryFilter.State(EnumSet.allOf(EntryState.class))))
                .isEqualTo("state all");
    }

    @Test
    void everyFilterReadsBackFromItsText() throws Exception {
        long seed = 20_260_712;
        RandomFilter random = new RandomFilter(seed);
        for (int round = 0; round < 20_000; round++) {
            EntryFilter filter = random.filter(1 + round % 7);
            String text = EntryFilter.text(filter);
            if (!EntryFilter.parse(text, ServicePorts.NONE).equals(filter)) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + text);
            }
        }
    }

    @Test
    void aTimeIsWholeMillisecondsAndReadsBackHoweverLongItIs() throws Exception {
        for (Duration time : List.of(
                Duration.ZERO,
                Duration.ofMillis(1_000_000_001),
                Duration.ofSeconds(1_234_567_890),
                Duration.ofMillis(99_999_999_999_999L))) {
            EntryFilter filter = new EntryFilter.Idle(Comparison.GREATER, time);
            assertThat(EntryFilter.parse(EntryFilter.text(filter), ServicePorts.NONE))
                    .isEqualTo(filter);
        }
        for (Duration none : List.of(
                Duration.ofMillis(-1),
                Duration.ofNanos(1_500_000),
                Duration.ofSeconds(100_000_000_000L),
                Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new EntryFilter.Idle(Comparison.GREATER, none))
                    .withMessageStartingWith(none.toString());
        }
    }

    @Test
    void anyTextGivesAFilterOrSaysWhereItIsNone() {
        long seed = 20_260_713;
        RandomFilter random = new RandomFilter(seed);
        int read = 0;
        for (int round = 0; round < 100_000; round++) {
            String text = random.text();
            try {
                EntryFilter filter = EntryFilter.parse(text, name -> OptionalInt.empty());
                if (!EntryFilter.parse(EntryFilter.text(filter), ServicePorts.NONE)
                        .equals(filter)) {
                    throw new AssertionError("seed " + seed + ", round " + round + ": " + text + " -> " + filter);
                }
                read++;
            } catch (FilterSyntaxException refused) {
                boolean placed = refused.column() >= 0
                        && refused.column() <= text.length()
                        && String.valueOf(refused.getMessage()).contains(" at column " + (refused.column() + 1));
                assertThat(placed)
                        .as("seed %d, round %d: %s", seed, round, text)
                        .isTrue();
            } catch (RuntimeException | StackOverflowError leak) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + text, leak);
            }
        }
        assertThat(read).isGreaterThan(5_000); // or the texts were too random to prove anything
    }
}
