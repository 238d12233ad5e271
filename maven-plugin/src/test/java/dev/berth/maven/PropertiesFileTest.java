package dev.berth.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {
    @TempDir
    private Path folder;

    @Test
    void propertiesReadWhatWasWritten() throws IOException {
        Path file = folder.resolve("not/yet/there.properties");
        Map<String, Integer> ports = Map.of("http.port", 5000, "#odd = name\u00e9", 5001);
        PropertiesFile.write(file, ports, Object::toString);
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        }
        assertThat(read).isEqualTo(Map.of("http.port", "5000", "#odd = name\u00e9", "5001"));
    }

    @Test
    void theSamePortsGiveTheSameBytes() throws IOException {
        Path file = folder.resolve("ports.properties");
        PropertiesFile.write(file, Map.of("http.port", 5000), Object::toString);
        assertThat(file).hasContent("http.port=5000\n");
    }

    @Test
    void whatIsInTheWayIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> PropertiesFile.write(file.resolve("ports.properties"), Map.of(), Object::toString))
                .isInstanceOf(FileAlreadyExistsException.class);
    }
}
