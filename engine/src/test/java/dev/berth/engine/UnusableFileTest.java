package dev.berth.engine;

import static dev.berth.engine.Machine.refused;
import static dev.berth.engine.Machine.request;
import static dev.berth.engine.Machine.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot be used keeps what its name stands for. */
class UnusableFileTest {
    @TempDir
    private Path folder;

    private Machine machine;
    private Path file;
    private Reservation web;
    private String sound;

    @BeforeEach
    void spoiled() throws IOException {
        machine = new Machine(folder);
        web = machine.ports.create(request(Protocol.TCP, 8080, 4).named("web")).orElseThrow();
        machine.ports.exclude(Protocol.TCP, PortBlock.of(5000)).orElseThrow();
        file = machine.store.resolve("tcp-8080-4.json");
        sound = Files.readString(file);
        Files.writeString(file, "{");
        Files.writeString(machine.store.resolve("exclude-tcp-5000-1.json"), "{");
    }

    @Test
    void itsEntryAndItsPortsInTheListStay() throws IOException {
        assertThat(warnings(machine.ports.restore()))
                .hasSize(2)
                .allMatch(warning -> warning.contains(" is left alone: it is not JSON"));
        machine.ports.create(request(Protocol.TCP, 9000, 1)).orElseThrow();
        machine.ports.delete(Protocol.TCP, PortBlock.of(9000)).orElseThrow();

        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 8080)).isTrue();
        assertThat(machine.kernel.reservedPorts().listed()).hasToString("5000,8080-8083");
        Files.writeString(file, sound);
        assertThat(machine.ports.lookup("web").orElseThrow()).isEqualTo(web);
    }

    @Test
    void nobodyElseGetsItsPorts() {
        assertThat(refused(machine.ports.create(request(Protocol.TCP_UDP, 8083, 4)), Code.ERROR_SHARING_VIOLATION))
                .contains(file + " stands for ports of it and cannot be used: it is not JSON", "mend or remove");
        refused(machine.ports.exclude(Protocol.TCP, PortBlock.of(8083, 4)), Code.ERROR_SHARING_VIOLATION);
        refused(machine.ports.create(request(Protocol.TCP, 5000, 1)), Code.ERROR_SHARING_VIOLATION);
        machine.ports.create(request(Protocol.UDP, 8083, 4)).orElseThrow();
    }

    @Test
    void itIsNotFoundAndItsFileNamed() {
        assertThat(refused(machine.ports.delete(Protocol.TCP, PortBlock.of(8080, 4)), Code.ERROR_NOT_FOUND))
                .contains("there is no reservation of exactly this block that can be used: " + file);
    }

    @Test
    void removedItIsGoneAfterTheNextRestore() throws IOException {
        Files.delete(file);
        Files.delete(machine.store.resolve("exclude-tcp-5000-1.json"));

        assertThat(warnings(machine.ports.restore())).isEmpty();

        assertThat(machine.kernel.guardHome().refuses(Protocol.TCP, 8080)).isFalse();
        assertThat(machine.kernel.reservedPorts().listed().isEmpty()).isTrue();
    }

    @Test
    void aUsableFileInTheWayOfWhatIsKeptWaits() throws IOException {
        machine.write("tcp-8081-1.json", sound.replace("8080", "8081").replace("\"count\": 4", "\"count\": 1"));

        assertThat(warnings(machine.ports.restore()))
                .last()
                .isEqualTo(
                        "tcp 8081 (web) is not enforced: the guard holds tcp 8080-8083; run 'berth restore' when that"
                                + " has ended");
    }
}
