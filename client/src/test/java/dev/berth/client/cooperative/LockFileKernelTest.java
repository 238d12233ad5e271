package dev.berth.client.cooperative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks on parts of a file that others lock parts of too. */
class LockFileKernelTest {
    private static final PortBlock FOUR = PortBlock.between(20_000, 20_003);

    @TempDir
    private Path folder;

    private Path path;
    private LockFile file;

    @BeforeEach
    void open() {
        path = folder.resolve("ports.lock");
        file = LockFile.at(path);
    }

    @Test
    void thereIsOneObjectAFile() {
        assertThat(LockFile.at(folder.resolve("other/../ports.lock"))).isSameAs(file);
    }

    @ParameterizedTest
    @EnumSource
    void aPortIsLockedOnce(Protocol protocol) throws IOException {
        LockFile.Held held = file.lock(protocol, FOUR).orElseThrow();

        assertThat(file.lock(protocol, PortBlock.of(20_003))).isEmpty();
        held.close();
        held.close();
        assertThat(file.lock(protocol, PortBlock.of(20_003))).isPresent();
    }

    @Test
    void thePoolsAreApartUnlessBothAreWanted() throws IOException {
        LockFile.Held tcp = file.lock(Protocol.TCP, FOUR).orElseThrow();

        assertThat(file.lock(Protocol.TCP_UDP, FOUR)).isEmpty();
        assertThat(file.lock(Protocol.UDP, FOUR)).isPresent();
        tcp.close();
        assertThat(file.lock(Protocol.TCP, FOUR)).isPresent();
    }

    @Test
    void whoDoesNotGetBothPoolsKeepsNeither() throws IOException {
        assertThat(file.lock(Protocol.UDP, FOUR)).isPresent();

        assertThat(file.lock(Protocol.TCP_UDP, FOUR)).isEmpty();
        assertThat(file.lock(Protocol.TCP, FOUR)).isPresent();
    }

    @Test
    void theEndsOfThePoolsDoNotMeet() throws IOException {
        assertThat(file.lock(Protocol.TCP, PortBlock.of(PortBlock.MAX_PORT))).isPresent();
        assertThat(file.lock(Protocol.UDP, PortBlock.of(1))).isPresent();
    }

    @Test
    void anotherProcessMeetsTheLocksUntilTheyAreGivenBack() throws Exception {
        LockFile.Held held = file.lock(Protocol.TCP, FOUR).orElseThrow();

        assertThat(OtherProcess.locks(path, 20_003)).isFalse();
        assertThat(OtherProcess.locks(path, 20_004)).isTrue();
        held.close();
        assertThat(OtherProcess.locks(path, 20_003)).isTrue();
    }

    @Test
    void theFileIsEmptyAndForEverybodyWhateverTheUmask() throws IOException {
        assertThat(file.lock(Protocol.TCP, FOUR)).isPresent();

        assertThat(path).isEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-rw-rw-");
        assertThat(folder).isDirectoryContaining(path::equals);
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactly(path);
        }
    }

    @Test
    void whoeverMakesTheFileAnewMeetsWhatWasLockedBefore() throws Exception {
        LockFile.Held held = file.lock(Protocol.TCP, FOUR).orElseThrow();
        Files.delete(path);

        assertThat(file.lock(Protocol.TCP, PortBlock.of(20_004))).isPresent();

        assertThat(OtherProcess.locks(path, 20_000)).isFalse();
        held.close();
        assertThat(OtherProcess.locks(path, 20_000)).isTrue();
    }

    @Test
    void whatIsNoPlainFileIsRefused() throws IOException {
        Files.createDirectory(path);
        assertRefused("not a plain file: remove it, or name another with BERTH_LOCKS");

        Files.delete(path);
        Files.createSymbolicLink(path, folder.resolve("elsewhere"));
        assertRefused("not a plain file: remove it, or name another with BERTH_LOCKS");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    private void assertRefused(String why) {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> file.lock(Protocol.TCP, FOUR))
                .withMessage(path + ": " + why);
    }
}
