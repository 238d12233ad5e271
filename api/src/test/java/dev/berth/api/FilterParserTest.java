package dev.berth.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.EntryFilter.And;
import dev.berth.api.EntryFilter.Comparison;
import dev.berth.api.EntryFilter.End;
import dev.berth.api.EntryFilter.Host;
import dev.berth.api.EntryFilter.Idle;
import dev.berth.api.EntryFilter.Not;
import dev.berth.api.EntryFilter.Or;
import dev.berth.api.EntryFilter.Port;
import dev.berth.api.EntryFilter.ServicePorts;
import dev.berth.api.EntryFilter.State;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {
    private static final ServicePorts HTTP = name -> name.equals("http") ? OptionalInt.of(80) : OptionalInt.empty();
    private static final EntryFilter A = new Port(End.LOCAL, Comparison.EQUAL, 1);
    private static final EntryFilter B = new Port(End.LOCAL, Comparison.EQUAL, 2);
    private static final EntryFilter C = new Port(End.LOCAL, Comparison.EQUAL, 3);

    private static EntryFilter parse(String text) throws FilterSyntaxException {
        return EntryFilter.parse(text, HTTP);
    }

    private static EntryFilter states(EntryState... states) {
        return new State(Set.of(states));
    }

    private static void same(String one, String other) throws FilterSyntaxException {
        assertThat(parse(one)).as(one).isEqualTo(parse(other));
    }

    @Test
    void nothingMeansEverything() throws Exception {
        assertThat(parse("")).isEqualTo(EntryFilter.ALL);
        assertThat(parse(" \t\n")).isEqualTo(EntryFilter.ALL);
        assertThat(parse("src *")).isEqualTo(EntryFilter.ALL);
        assertThat(parse("sport = *")).isEqualTo(EntryFilter.ALL);
    }

    @Test
    void notBindsCloserThanAndWhichBindsCloserThanOr() throws Exception {
        assertThat(parse("sport 1 or sport 2 and sport 3")).isEqualTo(new Or(A, new And(B, C)));
        assertThat(parse("sport 1 or sport 2 sport 3")).isEqualTo(new Or(A, new And(B, C)));
        assertThat(parse("sport 1 sport 2 or sport 3")).isEqualTo(new Or(new And(A, B), C));
        assertThat(parse("not sport 1 and sport 2")).isEqualTo(new And(new Not(A), B));
        assertThat(parse("not sport 1 or sport 2")).isEqualTo(new Or(new Not(A), B));
        assertThat(parse("not ( sport 1 or sport 2 )")).isEqualTo(new Not(new Or(A, B)));
        assertThat(parse("sport 1 and sport 2 and sport 3")).isEqualTo(new And(new And(A, B), C));
        assertThat(parse("sport 1 and ( sport 2 and sport 3 )")).isEqualTo(new And(A, new And(B, C)));
        assertThat(parse("not not sport 1")).isEqualTo(new Not(new Not(A)));
    }

    @Test
    void signsAreWordsAndNeedNoSpaces() throws Exception {
        same("sport=:1&&!(sport=:2||dport>=3)", "sport = 1 and not ( sport = 2 or dport ge 3 )");
        same("sport=1|sport=2&sport=3", "sport 1 or sport 2 and sport 3");
    }

    @ParameterizedTest
    @CsvSource({
        "=, EQUAL", "==, EQUAL", "eq, EQUAL", "!=, NOT_EQUAL", "ne, NOT_EQUAL", "neq, NOT_EQUAL", ">, GREATER",
        "gt, GREATER", "<, LESS", "lt, LESS", ">=, AT_LEAST", "ge, AT_LEAST", "geq, AT_LEAST", "<=, AT_MOST",
        "le, AT_MOST", "leq, AT_MOST"
    })
    void portsCompareInEveryWay(String operator, Comparison comparison) throws Exception {
        assertThat(parse("sport " + operator + " :22")).isEqualTo(new Port(End.LOCAL, comparison, 22));
        assertThat(parse("dport " + operator + " 22")).isEqualTo(new Port(End.REMOTE, comparison, 22));
        assertThat(parse("dport " + operator + " http")).isEqualTo(new Port(End.REMOTE, comparison, 80));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1, 32, -1",
        "10.0.0.1:80, 10.0.0.1, 32, 80",
        "10.0.0.1:http, 10.0.0.1, 32, 80",
        "10.0.0.1:*, 10.0.0.1, 32, -1",
        "10.0.0.0/8, 10.0.0.0, 8, -1",
        "10.0.0.0/8:80, 10.0.0.0, 8, 80",
        "193.233.7/24, 193.233.7.0, 24, -1",
        "0.0.0.0/0, 0.0.0.0, 0, -1",
        "::1, ::1, 128, -1",
        "[::1], ::1, 128, -1",
        "[::1]:80, ::1, 128, 80",
        "2001:db8::/32, 2001:db8::, 32, -1",
        "2001:db8::/32:80, 2001:db8::, 32, 80",
        "[2001:db8::]/32, 2001:db8::, 32, -1",
        "[2001:db8::]/32:80, 2001:db8::, 32, 80",
        "[2001:db8::/32]:80, 2001:db8::, 32, 80",
        "::ffff:10.0.0.1, ::ffff:10.0.0.1, 128, -1",
        "inet:10.0.0.1:80, 10.0.0.1, 32, 80",
        "inet6:[::1]:80, ::1, 128, 80",
        "inet6:::1, ::1, 128, -1",
        "inet:*, 0.0.0.0, 0, -1",
        "inet6:*:80, ::, 0, 80",
        "inet6::80, ::, 0, 80"
    })
    void endsAreReadInEveryForm(String text, String network, int prefix, int port) throws Exception {
        OptionalInt wanted = port < 0 ? OptionalInt.empty() : OptionalInt.of(port);
        Host host = new Host(End.REMOTE, IpAddress.parse(network), prefix, wanted);
        assertThat(parse("dst " + text)).isEqualTo(host);
        assertThat(parse("dst = " + text)).isEqualTo(host);
        assertThat(parse("dst != " + text)).isEqualTo(new Not(host));
    }

    @Test
    void anEndOfAnyAddressIsItsPort() throws Exception {
        for (String text : new String[] {"src :80", "src *:80", "src = any:80", "src [*]:80"}) {
            assertThat(parse(text)).as(text).isEqualTo(new Port(End.LOCAL, Comparison.EQUAL, 80));
        }
        same("sport = inet:80", "src inet:*:80");
        same("sport > inet6:80", "src inet6:* and sport > 80");
    }

    @Test
    void statesThatFollowEachOtherAreOneCondition() throws Exception {
        EntryFilter two = states(EntryState.SYN_SENT, EntryState.LISTEN);
        assertThat(parse("state syn-sent state listening")).isEqualTo(two);
        assertThat(parse("sport 1 state syn-sent state LISTEN sport 2")).isEqualTo(new And(new And(A, two), B));
        assertThat(parse("state bucket exclude time-wait")).isEqualTo(states(EntryState.SYN_RECV));
        assertThat(parse("exclude all state closed state bound-inactive"))
                .isEqualTo(states(EntryState.UNCONNECTED, EntryState.BOUND));
        same("state connected", "exclude listening excl closed exclude bound-inactive");
        same("state synchronized", "state connected exclude syn-sent");
        same("state big", "state all exclude bucket");
        same("state = established", "state estab");
        assertThat(parse("state listening and state closed"))
                .isEqualTo(new And(states(EntryState.LISTEN), states(EntryState.UNCONNECTED)));
    }

    @Test
    void berthsOwnWordsAreOfTheSameLanguage() throws Exception {
        assertThat(parse("owner nginx")).isEqualTo(new EntryFilter.Owner("nginx"));
        assertThat(parse("owner != 'tmux: server'")).isEqualTo(new Not(new EntryFilter.Owner("tmux: server")));
        assertThat(parse("owner \"and\"")).isEqualTo(new EntryFilter.Owner("and"));
        assertThat(parse("user == 33")).isEqualTo(new EntryFilter.User("33"));
        assertThat(parse("unit nginx")).isEqualTo(new EntryFilter.Unit("nginx"));
        assertThat(parse("reservation eq 8080-8083")).isEqualTo(new EntryFilter.InReservation("8080-8083"));
        assertThat(parse("dev neq eth0")).isEqualTo(new Not(new EntryFilter.Device("eth0")));
        assertThat(parse("cookie 0x1A2b")).isEqualTo(new EntryFilter.Cookie(0x1a2b));
        assertThat(parse("cookie = 18446744073709551615")).isEqualTo(new EntryFilter.Cookie(-1));
        assertThat(parse("idle > 5m")).isEqualTo(new Idle(Comparison.GREATER, Duration.ofMinutes(5)));
        assertThat(parse("idle <= 90")).isEqualTo(new Idle(Comparison.AT_MOST, Duration.ofSeconds(90)));
        assertThat(parse("idle ge 500ms")).isEqualTo(new Idle(Comparison.AT_LEAST, Duration.ofMillis(500)));
        same("idle < 48h", "idle < 2d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not ", "( ", "!", "("})
    void depthIsLimitedAndNotByTheStack(String word) {
        assertThatThrownBy(() -> parse(word.repeat(8_000) + "sport 1"))
                .isInstanceOf(FilterSyntaxException.class)
                .hasMessageContaining("at most " + FilterParser.DEEPEST + " deep");
    }

    @Test
    void asManyConditionsAsAreAllowedCanBeGoneThrough() throws Exception {
        EntryFilter many = parse("sport 1 or ".repeat(FilterParser.MOST - 1) + "sport 2");
        assertThat(parse(EntryFilter.text(many))).isEqualTo(many).hasSameHashCodeAs(many);
        assertThat(many.toString()).hasSizeGreaterThan(FilterParser.MOST);
        assertThatThrownBy(() -> parse("sport 1 ".repeat(FilterParser.MOST + 1)))
                .hasMessageContaining("at most " + FilterParser.MOST + " conditions");
        assertThatThrownBy(() -> parse("x".repeat(FilterWords.LONGEST + 1))).hasMessageContaining("characters");
    }
}
