package dev.berth.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.api.Deny;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.engine.store.StoreContents.Switch;
import dev.berth.kernel.Errno;
import dev.berth.kernel.UnsupportedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreDirectoryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:42:00Z");

    @TempDir
    private Path folder;

    private Path path;
    private StoreDirectory store;

    @BeforeEach
    void fresh() throws IOException {
        path = folder.resolve("deep/store");
        store = new StoreDirectory(path, new LocalDisk(InstantSource.system(), Errno::toString));
    }

    @Test
    void nothingIsThereAtFirst() throws IOException {
        assertThat(store.read()).isEqualTo(StoreContents.empty());
        assertThat(store.isWritable()).isTrue();
        assertThat(path).doesNotExist();
    }

    @Test
    void filesAreReadableByAllAndWritableByRoot() throws IOException {
        store.make();
        store.write(reservation(8080, 4, NOW, "web"));
        store.markDisabled();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwxr-xr-x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("tcp-8080-4.json"))))
                .isEqualTo("rw-r--r--");
        assertThat(path.toFile().list()).containsExactlyInAnyOrder("tcp-8080-4.json", ".disabled");
        assertThat(store.read().reservations()).containsExactly(reservation(8080, 4, NOW, "web"));
        assertThat(store.read().wanted()).isEqualTo(Switch.DISABLED);
        store.markEnabled();
        assertThat(store.read().wanted()).isEqualTo(Switch.ENABLED);
    }

    @ParameterizedTest
    @CsvSource({"rwxrwxr-x, 0", "rwxr-xrwx, 0", "rwxr-xr-x, 1000"})
    void aDirectoryThatOthersCanChangeIsRefusedByName(String mode, int owner) throws IOException {
        store.make();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        Files.setAttribute(path, "unix:uid", owner);

        assertThatThrownBy(store::read)
                .isInstanceOf(UnsupportedException.class)
                .hasMessageStartingWith("the store " + path + " belongs to user " + owner)
                .hasMessageEndingWith("run 'chown root:root " + path + " && chmod 755 " + path + "'");
        assertThatThrownBy(store::make).isInstanceOf(UnsupportedException.class);
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefusedByName() throws IOException {
        Files.createDirectories(path.getParent());
        Files.createFile(path);

        assertThatThrownBy(store::make).isInstanceOf(StoreFailedException.class).hasMessageContaining(path.toString());
        assertThatThrownBy(store::read).isInstanceOf(StoreFailedException.class).hasMessageContaining(path.toString());
    }

    @Test
    void filesThatCannotBeUsedAreNamedAndTheOthersLoad() throws IOException {
        store.make();
        store.write(reservation(8080, 4, NOW, "web"));
        copy("tcp-8080-4.json", "udp-8080-4.json");
        copy("tcp-8080-4.json", "web.json");
        Files.writeString(path.resolve("tcp-1-1.json"), "{");
        Files.write(path.resolve("tcp-2-1.json"), new byte[70_000]);
        Files.createDirectory(path.resolve("tcp-3-1.json"));
        Files.createSymbolicLink(path.resolve("tcp-4-1.json"), Path.of("nowhere"));
        Files.writeString(path.resolve("README"), "not ours");
        store.write(exclusion(90));
        Files.setPosixFilePermissions(
                path.resolve("exclude-tcp-90-1.json"), PosixFilePermissions.fromString("rw-rw-r--"));

        StoreContents contents = store.read();

        assertThat(contents.all()).containsExactly(reservation(8080, 4, NOW, "web"));
        assertThat(contents.unusable().stream().map(UnusableFile::warning))
                .allMatch(warning -> warning.endsWith("; mend or remove it, then run 'berth restore'"))
                .map(warning -> warning.substring(path.toString().length() + 1, warning.indexOf("; mend")))
                .satisfiesExactly(
                        said -> assertThat(said)
                                .startsWith("exclude-tcp-90-1.json is left alone: others than root can"),
                        said -> assertThat(said)
                                .startsWith("tcp-1-1.json is left alone: it is not JSON: line 1, column 2"),
                        said -> assertThat(said).isEqualTo("tcp-2-1.json is left alone: it is longer than 65536 bytes"),
                        said -> assertThat(said).startsWith("tcp-3-1.json is left alone: it cannot be read"),
                        said -> assertThat(said)
                                .isEqualTo("tcp-4-1.json is left alone: it is a link to a file that is not there"),
                        said -> assertThat(said)
                                .isEqualTo("udp-8080-4.json is left alone: it contradicts its name: by what it says it"
                                        + " would be tcp-8080-4.json"),
                        said -> assertThat(said).startsWith("web.json is left alone: it contradicts its name"));
    }

    @Test
    void ofTwoThatOverlapTheElderIsKept() throws IOException {
        store.make();
        store.write(reservation(8080, 4, NOW, "younger"));
        store.write(reservation(8083, 4, NOW.minusSeconds(60), "elder"));
        store.write(reservation(8086, 1, NOW, "third"));
        store.write(reservation(9000, 2, NOW, "twin"));
        store.write(reservation(9001, 2, NOW, "twin"));

        StoreContents contents = store.read();

        assertThat(contents.reservations())
                .extracting(StoredReservation::title)
                .containsExactly("tcp 8083-8086 (elder)", "tcp 9000-9001 (twin)");
        assertThat(contents.unusable())
                .extracting(UnusableFile::why)
                .containsExactlyInAnyOrder(
                        "it overlaps tcp-8083-4.json, which is older",
                        "it overlaps tcp-8083-4.json, which is older",
                        "it overlaps tcp-9000-2.json, which is older");
    }

    @Test
    void aNameThatIsThereTwiceIsReported() throws IOException {
        store.make();
        store.write(reservation(8080, 1, NOW, "web"));
        store.write(reservation(80, 1, NOW.plusSeconds(1), "web"));

        StoreContents contents = store.read();

        assertThat(contents.warnings())
                .containsExactly("tcp-80-1.json has the name of tcp-8080-1.json; give one of them another");
        assertThat(contents.reservation("web")).contains(reservation(8080, 1, NOW, "web"));
        assertThat(contents.reservations()).hasSize(2);
    }

    @Test
    void whatAnInterruptedWriteLeftIsSwept() throws IOException {
        store.make();
        Files.writeString(path.resolve(".tcp-1-1.json.tmp"), "{");
        Files.writeString(path.resolve(".mine"), "");

        store.write(reservation(1, 1, NOW, "web"));
        Files.writeString(path.resolve(".tcp-2-1.json.tmp"), "{");
        assertThat(store.sweepAndRead().reservations()).hasSize(1);

        assertThat(path.toFile().list()).containsExactlyInAnyOrder("tcp-1-1.json", ".mine");
        assertThat(store.removeAll()).contains(" for the sake of what is not Berth's: .mine");
        assertThat(path.toFile().list()).containsExactly(".mine");
    }

    @Test
    void aFileThatIsTheSameIsNotReadAgainAndAnyOtherIs() throws IOException {
        Counting disk = new Counting(Instant.now().plusSeconds(60)); // files of a minute ago are settled
        StoreDirectory counted = new StoreDirectory(path, disk);
        counted.make();
        counted.write(reservation(8080, 4, NOW, "web"));
        counted.write(reservation(9000, 1, NOW, "db"));
        Path web = path.resolve("tcp-8080-4.json");
        assertThat(names(counted)).containsExactly("web", "db");
        assertThat(names(counted)).containsExactly("web", "db");
        assertThat(disk.reads).isEqualTo(2);

        // In place, of the same length, with the time of its content put back: the time of its change tells.
        FileTime modified = Files.getLastModifiedTime(web);
        Files.writeString(web, Files.readString(web).replace("web", "www"));
        Files.setLastModifiedTime(web, modified);
        assertThat(names(counted)).containsExactly("www", "db");
        assertThat(disk.reads).isEqualTo(3);
        Files.setPosixFilePermissions(web, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(names(counted)).containsExactly("db");
        Files.delete(web);
        assertThat(names(counted)).containsExactly("db");
        assertThat(disk.reads).isEqualTo(3);
    }

    @Test
    void aFileThatWasJustChangedIsReadAgainBecauseItsTimeMayNotTellTheNextChange() throws IOException {
        Counting disk = new Counting(Instant.now());
        StoreDirectory counted = new StoreDirectory(path, disk);
        counted.make();
        counted.write(reservation(8080, 4, NOW, "web"));
        counted.read();
        counted.read();
        assertThat(disk.reads).isEqualTo(2);
    }

    private static List<String> names(StoreDirectory store) throws IOException {
        return store.read().reservations().stream()
                .flatMap(stored -> stored.name().stream())
                .toList();
    }

    /** The real disk at some time, which counts what is read. */
    private static final class Counting implements Disk {
        private final Disk disk;
        private int reads;

        Counting(Instant now) {
            disk = new LocalDisk(() -> now, Errno::toString);
        }

        @Override
        public Optional<Errno> error(String text) {
            return disk.error(text);
        }

        @Override
        public List<String> names(Path directory) throws IOException {
            return disk.names(directory);
        }

        @Override
        public byte[] read(Path file, int most) throws IOException {
            reads++;
            return disk.read(file, most);
        }

        @Override
        public Permission permission(Path path) throws IOException {
            return disk.permission(path);
        }

        @Override
        public Status status(Path file) throws IOException {
            return disk.status(file);
        }

        @Override
        public boolean isLink(Path path) throws IOException {
            return disk.isLink(path);
        }

        @Override
        public void makeDirectory(Path directory) throws IOException {
            disk.makeDirectory(directory);
        }

        @Override
        public void write(Path file, byte[] content) throws IOException {
            disk.write(file, content);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void delete(Path path) throws IOException {
            disk.delete(path);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            disk.syncDirectory(directory);
        }
    }

    private void copy(String from, String to) throws IOException {
        Files.copy(path.resolve(from), path.resolve(to));
    }

    private static StoredReservation reservation(int start, int count, Instant since, String name) {
        return new StoredReservation(
                Protocol.TCP,
                PortBlock.of(start, count),
                Optional.of(name),
                List.of(),
                Deny.EACCES,
                LowPorts.FREE_FOR_CONSUMERS,
                since);
    }

    private static StoredExclusion exclusion(int port) {
        return new StoredExclusion(Protocol.TCP, PortBlock.of(port), NOW);
    }
}
