package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.berth.api.Protocol;
import dev.berth.kernel.PortSet;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesFileTest {
    private static final String TEXT = """
            # name  port/protocol  aliases
            ssh\t22/tcp\t\t# SSH
            domain 53/udp
              domain\t53/tcp nameserver
            split 1000/udp
            split 2000/tcp
            syslog 514/udp # not: shell
            http 80/tcp www www-http
            sctp-only 9/sctp discard9
            broken
            bad /tcp
            worse 70000/tcp
            words many/tcp
            slashless 80
            last 65535/tcp""";

    @ParameterizedTest
    @CsvSource({
        "ssh, TCP, 22",
        "ssh, UDP, 22",
        "domain, TCP, 53",
        "nameserver, UDP, 53",
        "split, TCP, 2000",
        "split, UDP, 1000",
        "split, TCP_UDP, 1000",
        "www-http, TCP, 80",
        "sctp-only, TCP, 9",
        "last, TCP, 65535",
    })
    void aNameHasThePortOfTheAskedProtocolBeforeAnyOther(String name, Protocol protocol, int port) {
        assertThat(ServicesFile.port(name, protocol, TEXT)).hasValue(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ss", "SSH", "22/tcp", "#", "shell", "broken", "bad", "worse", "words", "slashless"})
    void whatTheFileDoesNotSayHasNone(String name) {
        assertThat(ServicesFile.port(name, Protocol.TCP, TEXT)).isEmpty();
    }

    @Test
    void everyPortOfTheFileIsNamedOfWhateverProtocol() {
        assertThat(ServicesFile.ports(TEXT)).hasToString("9,22,53,80,514,1000,2000,65535");
        assertThat(ServicesFile.ports("")).hasToString("");
    }

    @Test
    void anyTextHasAnAnswer() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String letters = "a9/ \t#\n\0é";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThatCode(() -> {
                        ServicesFile.port("a", Protocol.TCP, text.toString());
                        ServicesFile.ports(text.toString());
                    })
                    .as("seed %d: %s", seed, text)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void thePortsAreThoseOfTheSecondWords() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String letters = "a99// \t#\n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            BitSet ports = new BitSet();
            for (String line : text.toString().split("\n", -1)) {
                String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
                if (words.length > 1 && words[1].matches("9{1,4}/.*")) {
                    ports.set(Integer.parseInt(words[1].substring(0, words[1].indexOf('/'))));
                }
            }
            assertThat(ServicesFile.ports(text.toString()))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(PortSet.of(ports));
        }
    }

    @Test
    void aFileThatIsNotThereHasNone() {
        assertThat(new ServicesFile(Path.of("/nonexistent/services"), Protocol.TCP).port("ssh"))
                .isEmpty();
    }
}
