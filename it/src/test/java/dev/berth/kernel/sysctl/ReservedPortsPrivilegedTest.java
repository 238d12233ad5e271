package dev.berth.kernel.sysctl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.kernel.PortSet;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The kernel's list takes what is added, gives back what is removed, and keeps what others wrote. */
@InWalls
class ReservedPortsPrivilegedTest {
    /** Longer than what one write takes, each of them. */
    static final List<Named<PortSet>> LONG = List.of(
            Named.of("2,000 scattered ports", set(IntStream.range(0, 2_000).map(i -> 1_024 + 31 * i))),
            Named.of(
                    "every odd automatic port",
                    PortSet.where(port -> port >= 32_768 && port < 61_000 && port % 2 == 1)),
            Named.of("every odd port", PortSet.where(port -> port % 2 == 1)));

    private final LinuxReservedPorts ports = new LinuxReservedPorts();

    @Test
    void portsOfOthersStayBeforeBetweenAndAfterWhatIsAdded(Walls walls) throws IOException {
        walls.call(() -> {
            ListFile.replace("100,2000-2010,60000");
            ports.add(set(IntStream.of(500, 501, 502, 2_009, 2_010, 2_011, 2_012)));
            assertThat(ListFile.text()).isEqualTo("100,500-502,2000-2012,60000");
            ports.add(set(IntStream.of(100, 60_000, 65_535)));
            assertThat(ListFile.text()).isEqualTo("100,500-502,2000-2012,60000,65535");
            return ports;
        });
    }

    @Test
    void portsOfOthersStayBeforeBetweenAndAfterWhatIsRemoved(Walls walls) throws IOException {
        walls.call(() -> {
            ListFile.replace("100,500-502,2000-2012,60000");
            ports.remove(set(IntStream.of(501, 502, 2_003)));
            assertThat(ListFile.text()).isEqualTo("100,500,2000-2002,2004-2012,60000");
            ports.remove(set(IntStream.of(7, 2_003, 65_535)));
            assertThat(ListFile.text()).isEqualTo("100,500,2000-2002,2004-2012,60000");
            return ports;
        });
    }

    @ParameterizedTest
    @FieldSource("LONG")
    void aLongListIsReadBackExactly(PortSet many, Walls walls) throws IOException {
        walls.call(() -> {
            ListFile.replace("22,40000-40009");
            PortSet others = ports.read();
            ports.add(many);
            assertThat(ports.read()).isEqualTo(many.plus(others));
            assertThat(ListFile.text()).isEqualTo(many.plus(others).toString());
            PortSet half = PortSet.where(port -> many.contains(port) && port % 4 == 1);
            ports.remove(half);
            assertThat(ListFile.text()).isEqualTo(many.plus(others).minus(half).toString());
            return ports;
        });
    }

    @ParameterizedTest
    @FieldSource("LONG")
    void theListCanBeEmptied(PortSet many, Walls walls) throws IOException {
        walls.call(() -> {
            ports.add(many);
            ports.remove(many);
            assertThat(ListFile.text()).isEmpty();
            assertThat(ports.read()).isEqualTo(PortSet.EMPTY);
            return ports;
        });
    }

    @Test
    void aThreadThatWasMovedSeesTheListOfItsNamespaceAlone(Walls walls) throws IOException {
        PortSet here = ports.read();
        PortSet some = PortSet.where(port -> port >= 7_000 && port < 7_100 && !here.contains(port));
        assertThat(walls.call(ports::read)).isEqualTo(PortSet.EMPTY);
        walls.call(() -> {
            ports.add(some);
            return some;
        });
        assertThat(walls.call(ports::read)).isEqualTo(some);
        assertThat(walls.anotherNetwork().call(ports::read)).isEqualTo(PortSet.EMPTY);
        assertThat(ports.read()).isEqualTo(here);
    }

    @Test
    void theAutomaticRangeIsTheOneOfTheNamespace(Walls walls) throws IOException {
        PortBlock here = ports.automatic();
        walls.automatic(PortBlock.between(41_000, 41_009));
        assertThat(walls.call(ports::automatic)).isEqualTo(PortBlock.between(41_000, 41_009));
        assertThat(ports.automatic()).isEqualTo(here);
    }

    private static PortSet set(IntStream ports) {
        BitSet set = new BitSet();
        ports.forEach(set::set);
        return PortSet.of(set);
    }
}
