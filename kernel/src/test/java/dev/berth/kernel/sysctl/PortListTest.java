package dev.berth.kernel.sysctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.PortBlock;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.unix.MalformedException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PortListTest {
    private static final String SOURCE = "a list";

    @Test
    void whatIsFormattedParsesToTheSameSet() throws Exception {
        long seed = 20_260_102;
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            PortSet ports = somePorts(random);
            PortSet first = somePorts(random);
            assertThat(PortList.parse(SOURCE, PortList.format(ports, first)))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(ports);
            assertThat(PortList.parse(SOURCE, ports.toString())).isEqualTo(ports);
        }
    }

    @Test
    void portsOfTheAutomaticRangeComeFirstAndNeighborsAreMerged() throws Exception {
        PortSet ports = PortList.parse(SOURCE, "22,8080,8081,8082,32767-32769,60000");
        PortSet automatic = PortSet.of(PortList.parseRange(SOURCE, "32768\t60999\n"));
        assertThat(PortList.format(ports, automatic)).isEqualTo("32768-32769,60000,22,8080-8082,32767\n");
    }

    @Test
    void nothingIsWrittenAsANewline() throws Exception {
        assertThat(PortList.format(PortSet.EMPTY, PortSet.EMPTY)).isEqualTo("\n");
        assertThat(PortList.parse(SOURCE, "\n")).isEqualTo(PortSet.EMPTY);
    }

    @Test
    void theWidestRangeIsABlock() throws Exception {
        assertThat(PortList.parseRange(SOURCE, "1 65535")).isEqualTo(PortBlock.of(1, 65_535));
        assertThat(PortList.parse(SOURCE, "0-65535").size()).isEqualTo(65_536);
    }

    @Test
    void whatIsNoListIsRefusedByName() {
        for (String text : List.of("a", "1,", ",1", "-1", "1-", "2-1", "65536", "1 2", "000001", "1,,2")) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> PortList.parse(SOURCE, text))
                    .withMessageStartingWith(SOURCE);
        }
        for (String text : List.of("", "1", "1 2 3", "2 1", "0 5", "1-2")) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> PortList.parseRange(SOURCE, text))
                    .withMessageStartingWith(SOURCE);
        }
    }

    @Test
    void anyTextGivesPortsOrANamedException() {
        long seed = 20_260_103;
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(24); i > 0; i--) {
                text.append("0123456789,,--\n \t+x٣".charAt(random.nextInt(20)));
            }
            try {
                assertThat(PortList.parse(SOURCE, text.toString())).isNotNull();
                assertThat(PortList.parseRange(SOURCE, text.toString())).isNotNull();
            } catch (MalformedException expected) {
                assertThat(expected).hasMessageStartingWith(SOURCE);
            } catch (RuntimeException leak) {
                throw new AssertionError("seed " + seed + ", round " + round + ": " + text, leak);
            }
        }
    }

    private static PortSet somePorts(Random random) {
        int share = 1 + random.nextInt(200);
        int from = random.nextInt(PortBlock.MAX_PORT + 1);
        return PortSet.where(port -> port >= from && random.nextInt(share) == 0);
    }
}
