package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which reservation words mean. */
class TargetTest {
    private final FakePorts ports = new FakePorts();

    @Test
    void aBlockWithItsProtocol() {
        assertThat(Target.of(List.of("tcp+udp", "53"))).isEqualTo(new Target.Exact(Protocol.TCP_UDP, PortBlock.of(53)));
        assertThat(Target.of(List.of("udp", "53", "2"))).isEqualTo(new Target.Exact(Protocol.UDP, PortBlock.of(53, 2)));
    }

    @Test
    void aNameWithOrWithoutTheProtocol() {
        assertThat(Target.of(List.of("web"))).isEqualTo(new Target.Named(Optional.empty(), "web"));
        assertThat(Target.of(List.of("tcp", "web"))).isEqualTo(new Target.Named(Optional.of(Protocol.TCP), "web"));
        assertThat(Target.of(List.of("tcp", "tcp"))).isEqualTo(new Target.Named(Optional.of(Protocol.TCP), "tcp"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | missing words: PROTOCOL BLOCK",
                "tcp | a block after 'tcp'",
                "8080 | unknown protocol '8080'",
                "tpc 8080 | unknown protocol 'tpc'",
                "tpc web | unknown protocol 'tpc'",
                "TCP 8080 | unknown protocol 'TCP'",
                "tcp 80 web | 'web' is no block",
            })
    void whatIsMissingOrWrongIsNamed(String words, String message) {
        List<String> split = words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
        assertThatThrownBy(() -> Target.of(split))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aNamedOneIsDeletedByItsBlock() {
        ports.answer(Outcome.granted(Samples.WEB)).answer(Outcome.granted(Samples.WEB));
        assertThat(Target.of(List.of("web")).delete(ports)).isInstanceOf(Outcome.Granted.class);
        assertThat(ports.asked).containsExactly("lookup web", "delete tcp 8080-8083");
    }

    @Test
    void aNameThatNoneHasIsRefusedAndNothingDeleted() {
        ports.answer(Outcome.refused(Code.ERROR_NOT_FOUND, "no reservation is named web"));
        assertThat(Target.of(List.of("web")).delete(ports).code()).isEqualTo(Code.ERROR_NOT_FOUND);
        assertThat(ports.asked).containsExactly("lookup web");
    }

    @Test
    void aNameOfAnotherProtocolIsRefusedAndNothingDeleted() {
        ports.answer(Outcome.granted(Samples.WEB));
        assertThat(Target.of(List.of("udp", "web")).delete(ports))
                .isEqualTo(Outcome.refused(
                        Code.ERROR_NOT_FOUND,
                        "no udp reservation is named web: the one of that name is tcp 8080-8083 (web)"));
        assertThat(ports.asked).containsExactly("lookup web");
    }
}
