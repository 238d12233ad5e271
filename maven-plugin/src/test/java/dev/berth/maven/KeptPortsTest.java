package dev.berth.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.berth.api.AcquiredBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptPortsTest {
    private final FakePorts ports = new FakePorts(5);
    private final KeptPorts kept = new KeptPorts();

    @BeforeEach
    void keep() throws MojoFailureException {
        kept.keep("web", each("http.port", "ajp.port")); // 5000, 5001
        kept.keep("db", each("http.port")); // 5002
    }

    @Test
    void portsAreReleasedByNameInTheirProjectAlone() {
        assertThat(kept.release("web", List.of("http.port"))).containsExactly("tcp 5000 (http.port)");
        assertThat(ports.held).containsExactly(5001L, 5002L);
    }

    @Test
    void withoutANameAllOfTheProjectAreReleased() {
        assertThat(kept.release("web", List.of())).containsExactly("tcp 5000 (http.port)", "tcp 5001 (ajp.port)");
        assertThat(ports.held).containsExactly(5002L);
        assertThat(kept.release("web", List.of())).isEmpty();
    }

    @Test
    void aNameThatWasReservedTwiceIsReleasedWithBothItsPorts() throws MojoFailureException {
        kept.keep("web", each("http.port")); // 5003
        assertThat(kept.release("web", List.of("http.port"))).hasSize(2);
        assertThat(ports.held).containsExactly(5001L, 5002L);
    }

    @Test
    void aNameThatIsNotThereReleasesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kept.release("web", List.of("http.port", "jmx.port")))
                .withMessage("release jmx.port: this build has reserved no port of that name for this project, but"
                        + " ajp.port, http.port; name one that it has, or none to release them all");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kept.release("other", List.of("http.port")))
                .withMessageContaining("for this project, but none; ");
        assertThat(ports.held).hasSize(3);
    }

    @Test
    void whatCannotBeReleasedIsKeptAndReleasedLater() {
        ports.stuck.add(5000L);
        assertThatIllegalStateException()
                .isThrownBy(() -> kept.release("web", List.of()))
                .withMessageContaining("it is stuck");
        assertThat(ports.held).hasSize(3);
        kept.releaseAll();
        assertThat(ports.held).as("others go all the same").containsExactly(5000L);
        ports.stuck.clear();
        assertThat(kept.release("web", List.of())).containsExactly("tcp 5000 (http.port)");
        assertThat(ports.held).isEmpty();
    }

    @Test
    void anEmptyNameIsNone() {
        for (String empty : new String[] {null, " "}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> kept.release("web", Arrays.asList("http.port", empty)))
                    .withMessageStartingWith("portNames has an empty name");
        }
        assertThat(ports.held).hasSize(3);
    }

    private Map<String, AcquiredBlock> each(String... names) throws MojoFailureException {
        return new Reserving(kept, "web").each(List.of(names), ports::next);
    }
}
