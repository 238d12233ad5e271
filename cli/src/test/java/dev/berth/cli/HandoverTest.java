package dev.berth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The environment of a command. */
class HandoverTest {
    @Test
    void whatIsAddedTakesThePlaceOfItsNames() {
        assertThat(environment("A=1", "PORT=80", "PORTS=90", "PORT=81", "B=", "noSign", "PORT"))
                .containsExactly("A=1", "PORTS=90", "B=", "noSign", "PORT", "PORT=9000");
    }

    @Test
    void bytesThatAreNoTextAreKept() {
        byte[] odd = {'A', '=', (byte) 0xff, (byte) 0xfe};
        assertThat(Handover.with(Map.of(), List.of(odd))).containsExactly(odd);
    }

    private static List<String> environment(String... variables) {
        return Handover.with(
                        Map.of("PORT", "9000"),
                        List.of(variables).stream()
                                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                                .toList())
                .stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }
}
