package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProcNetTest {
    private static final String SNMP = """
            Icmp: InMsgs InErrors
            Icmp: 1 2
            Tcp: RtoAlgorithm MaxConn InSegs
            Tcp: 1 -1 18446744073
            TcpExt: RtoAlgorithm
            TcpExt: 9
            """;

    @Test
    void eachNameHasTheNumberBelowIt() throws MalformedException {
        assertThat(ProcNet.counters("snmp", SNMP, "Tcp"))
                .isEqualTo(Map.of("RtoAlgorithm", 1L, "MaxConn", -1L, "InSegs", 18_446_744_073L));
        assertThat(ProcNet.counters("snmp", SNMP, "Icmp")).isEqualTo(Map.of("InMsgs", 1L, "InErrors", 2L));
    }

    @Test
    void whatIsNotAsDocumentedIsNamed() {
        assertThatThrownBy(() -> ProcNet.counters("snmp", SNMP, "Udp")).hasMessage("snmp: 0 lines of Udp");
        assertThatThrownBy(() -> ProcNet.counters("snmp", "Tcp: A\n", "Tcp")).hasMessage("snmp: 1 lines of Tcp");
        assertThatThrownBy(() -> ProcNet.counters("snmp", "Tcp: A B\nTcp: 1\n", "Tcp"))
                .hasMessage("snmp: 2 names and 1 numbers of Tcp");
        assertThatThrownBy(() -> ProcNet.counters("snmp", "Tcp: A\nTcp: x\n", "Tcp"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("\"x\"");
    }

    @Test
    void anyTextIsReadOrNamed() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(SNMP);
            for (int i = random.nextInt(8); i >= 0; i--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(1, 128));
            }
            try {
                assertThat(ProcNet.counters("snmp", text.toString(), "Tcp")).isNotEmpty();
            } catch (MalformedException named) {
                assertThat(named).as("seed " + seed).hasMessageStartingWith("snmp: ");
            }
        }
    }
}
