package dev.berth.kernel.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPathTest {
    @ParameterizedTest
    @CsvSource({
        "web, PATH=/bin:/usr/bin, /bin/web /usr/bin/web",
        "web, PATH=/bin/:/opt, /bin//web /opt/web",
        "web, PATH=:/bin, web /bin/web",
        "web, PATH=/bin:, /bin/web web",
        "web, PATH=/a::/b, /a/web web /b/web",
        "web, PATH=, web",
        "./web, PATH=/bin, ./web",
        "/opt/web, PATH=/bin, /opt/web",
        "'', PATH=/bin, ''",
    })
    void theFilesToTry(String command, String variable, String candidates) {
        assertThat(candidates(command, "HOME=/", variable, "PATH=/second")).isEqualTo(candidates);
    }

    @Test
    void withoutAPathItIsWhatGlibcTakes() {
        assertThat(candidates("web", "OTHER_PATH=/a")).isEqualTo("/bin/web /usr/bin/web");
    }

    @Test
    void bytesThatAreNoTextAreKept() {
        byte[] odd = {(byte) 0xff};
        byte[] path = {'P', 'A', 'T', 'H', '=', (byte) 0xfe};
        assertThat(SearchPath.candidates(odd, List.of(path)))
                .containsExactly(new byte[] {(byte) 0xfe, '/', (byte) 0xff});
    }

    private static String candidates(String command, String... environment) {
        return String.join(
                " ",
                SearchPath.candidates(
                                bytes(command),
                                List.of(environment).stream()
                                        .map(SearchPathTest::bytes)
                                        .toList())
                        .stream()
                        .map(file -> new String(file, StandardCharsets.UTF_8))
                        .toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
