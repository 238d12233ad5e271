package dev.berth.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.AcquiredBlock;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class ReservingTest {
    private final KeptPorts kept = new KeptPorts();
    private final Reserving reserving = new Reserving(kept, "web");

    @Test
    void eachNameGetsAPortInTheirOrder() throws MojoFailureException {
        FakePorts ports = new FakePorts(2);
        Map<String, AcquiredBlock> got = reserving.each(List.of("z.port", "a.port"), ports::next);
        assertThat(got.keySet()).containsExactly("z.port", "a.port");
        assertThat(got.values()).extracting(port -> port.port(0)).containsExactly(5000, 5001);
        assertThat(ports.held).containsExactly(5000L, 5001L);
    }

    @Test
    void whereOneIsRefusedNoneIsKept() {
        FakePorts ports = new FakePorts(2);
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(() -> reserving.each(List.of("a.port", "b.port", "c.port"), ports::next))
                .withMessage("no port for c.port: WSAENOBUFS: acquire 1 tcp port: none is left; ask for fewer");
        assertThat(ports.held).isEmpty();
    }

    @Test
    void whatCannotBeGivenBackIsToldBesideAndTheRestIs() {
        FakePorts ports = new FakePorts(2);
        ports.stuck.add(5000L);
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(() -> reserving.each(List.of("a.port", "b.port", "c.port"), ports::next))
                .satisfies(failed -> assertThat(failed.getSuppressed()).hasSize(1));
        assertThat(ports.held).containsExactly(5000L);
        ports.stuck.clear();
        kept.releaseAll();
        assertThat(ports.held).as("tried once more at the end of the build").isEmpty();
    }
}
