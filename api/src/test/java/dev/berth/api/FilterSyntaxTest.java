package dev.berth.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.berth.api.EntryFilter.ServicePorts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a text that is no filter. */
class FilterSyntaxTest {
    private static FilterSyntaxException refusal(String text) {
        return catchThrowableOfType(FilterSyntaxException.class, () -> EntryFilter.parse(text, ServicePorts.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            state listening and sprot 22 ~ 20 ~ 'sprot' at column 21 is no filter word: did you mean 'sport'?
            Owner nginx ~ 0 ~ 'Owner' at column 1 is no filter word: did you mean 'owner'?
            sport 22 AND dport 80 ~ 9 ~ 'AND' at column 10 is no filter word: did you mean 'and'?
            frobnicate ~ 0 ~ 'frobnicate' at column 1 is no filter word: these are state, exclude, src, dst, sport, dport, dev, owner, user, unit, idle, reservation, cookie
            8080 ~ 0 ~ '8080' at column 1 is no filter word: did you mean 'sport = :8080' or 'dport = :8080'?
            127.0.0.1:80 ~ 0 ~ '127.0.0.1:80' at column 1 is no filter word: did you mean it after 'src' or 'dst'?
            `"sport" 22` ~ 0 ~ 'sport' at column 1 is no filter word: those stand without quotes
            state listen-ing ~ 6 ~ 'listen-ing' at column 7 is no state: did you mean 'listening'?
            state = ~ 7 ~ the filter ends at column 8: 'state' wants a state, such as established or listening
            sport ~ 5 ~ the filter ends at column 6: 'sport' wants a port, such as 22 or http
            sport and dport 1 ~ 6 ~ 'and' at column 7: 'sport' wants a port, such as 22 or http
            sport = 65536 ~ 8 ~ '65536' at column 9: 65536 is no port: 0 to 65535
            sport = htpt ~ 8 ~ 'htpt' at column 9: 'htpt' is no port: neither a number up to 65535 nor the name of a service
            src > 10.0.0.1 ~ 4 ~ '>' at column 5: 'src' compares with = and != only
            src example.org:80 ~ 4 ~ 'example.org:80' at column 5 is no address, such as 10.0.0.0/8, [::1]:80 or *; host names are not looked up
            src 10.0.0.0/33 ~ 4 ~ '10.0.0.0/33' at column 5: '33' is no prefix: 0 to 32 bits
            src *:80/8 ~ 4 ~ '*:80/8' at column 5 is no address, such as 10.0.0.0/8, [::1]:80 or *; host names are not looked up
            src */8 ~ 4 ~ '*/8' at column 5 has a prefix and no address before it
            src [::1 ~ 4 ~ '[::1' at column 5 lacks its ']'
            src [::1]80 ~ 4 ~ '[::1]80' at column 5: '80' after the ']' is neither a prefix nor a port
            src 10.0.0.1: ~ 4 ~ '10.0.0.1:' at column 5 lacks its port
            src fe80::1%eth0 ~ 4 ~ 'fe80::1%eth0' at column 5: an interface is no part of an address; ask for it with 'dev'
            src inet:::1 ~ 4 ~ 'inet:::1' at column 5: '::1' is of the other family
            src unix:/run/x ~ 4 ~ 'unix:/run/x' at column 5: there are entries of TCP and UDP only, none of the family unix
            fwmark = 1 ~ 0 ~ 'fwmark' at column 1 is a filter word of ss(8) only: marks of the firewall are not looked at
            cgroup / ~ 0 ~ 'cgroup' at column 1 is a filter word of ss(8) only: say 'unit' for the sockets of a systemd unit
            autobound ~ 0 ~ 'autobound' at column 1 is a filter word of ss(8) only: who chose a port is not looked at
            idle 5m ~ 5 ~ '5m' at column 6: say how the idle time compares, such as 'idle > 5m'
            idle > 5w ~ 7 ~ '5w' at column 8 is no time: a whole number of ms, s, m, h or d, such as 500ms or 5m
            idle > 99999999999999d ~ 7 ~ '99999999999999d' at column 8 is no time that can have passed: it is longer than 3,000 years
            cookie 0xg ~ 7 ~ '0xg' at column 8 is no cookie: a number of 64 bits, 6699 or 0x1a2b
            cookie 18446744073709551616 ~ 7 ~ '18446744073709551616' at column 8 is no cookie: it has more than 64 bits
            owner ( ~ 6 ~ '(' at column 7: 'owner' wants a process, such as 4121 or nginx
            owner "nginx ~ 6 ~ '"nginx' at column 7 begins with a quote that never ends
            ( sport 1 ~ 0 ~ '(' at column 1 is never closed
            sport 1 ) ~ 8 ~ ')' at column 9 closes what nothing opened
            ( ) ~ 2 ~ ')' at column 3: a condition is missing here, such as 'sport = :22'
            sport 1 or ~ 10 ~ the filter ends at column 11: a condition is missing here, such as 'sport = :22'
            or sport 1 ~ 0 ~ 'or' at column 1: a condition is missing here, such as 'sport = :22'
            sport > * ~ 8 ~ '*' at column 9 is every port: it compares with = only
            """)
    void theWordAndThePlaceAreNamed(String text, int column, String message) {
        FilterSyntaxException refusal = refusal(text);
        assertThat(refusal).as(text).isNotNull().hasMessage(message);
        assertThat(refusal.column()).as(text).isEqualTo(column);
    }
}
