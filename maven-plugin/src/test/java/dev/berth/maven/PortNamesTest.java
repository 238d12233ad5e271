package dev.berth.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortNamesTest {
    private static final ClassLoader NONE = ClassLoader.getPlatformClassLoader();

    @TempDir
    private Path folder;

    @Test
    void namesAreTakenAsGiven() {
        assertThat(PortNames.of(List.of("http.port", "ajp.port"), List.of(), NONE))
                .containsExactly("http.port", "ajp.port");
    }

    @Test
    void listsComeFirstTheLastOfThemBeforeAll() throws IOException {
        String one = list("one.txt", "# ports\n\n  a.port  \n   # and\nb.port\n");
        String two = list("two.txt", "c.port");
        assertThat(PortNames.of(List.of("d.port"), List.of(one, two), NONE))
                .containsExactly("c.port", "a.port", "b.port", "d.port");
    }

    @Test
    void listsAreFoundOnTheClassPathWithAndWithoutASlash() throws IOException {
        list("names.txt", "a.port");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, NONE)) {
            assertThat(PortNames.of(List.of(), List.of("classpath:names.txt"), loader))
                    .containsExactly("a.port");
            assertThat(PortNames.of(List.of(), List.of("classpath:/names.txt"), loader))
                    .containsExactly("a.port");
        }
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortNames.of(List.of("a"), List.of("classpath:names.txt"), NONE))
                .withMessageStartingWith("the list of port names classpath:names.txt cannot be read (the plugin and its"
                        + " dependencies have no such file): urls takes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortNames.of(List.of("a"), List.of("names.txt"), NONE))
                .withMessageContaining("names.txt cannot be read (no protocol: names.txt)");
        String missing = folder.resolve("names.txt").toUri().toString();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortNames.of(List.of("a"), List.of(missing), NONE))
                .withMessageContaining(missing + " cannot be read (");
    }

    @Test
    void thereIsAName() throws IOException {
        String empty = list("empty.txt", "# none yet\n");
        for (List<String> urls : List.of(List.<String>of(), List.of(empty))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PortNames.of(List.of(), urls, NONE))
                    .withMessage("there is no name to reserve a port as: list property names in portNames, or in a file"
                            + " that urls names");
        }
    }

    @Test
    void eachNameIsThereOnce() throws IOException {
        String one = list("one.txt", "http.port");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortNames.of(List.of("http.port"), List.of(one), NONE))
                .withMessageStartingWith("the port name http.port is there twice");
    }

    @Test
    void noNameIsEmpty() {
        for (String empty : new String[] {null, "", "  "}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PortNames.of(Arrays.asList("http.port", empty), List.of(), NONE))
                    .withMessageStartingWith("portNames has an empty name");
        }
    }

    @Test
    void noListIsEmpty() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortNames.of(List.of("http.port"), Arrays.asList((String) null), NONE))
                .withMessageStartingWith("urls has an empty one");
    }

    private String list(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toUri().toString();
    }
}
