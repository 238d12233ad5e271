package dev.berth.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.daemon.RootsFile.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootsFileTest {
    private static final int STICKY = 01000;

    @TempDir
    private Path folder;

    private Path file(String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.json"), "{}");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aFileOfOursIsRead() throws IOException {
        assertThat(RootsFile.read(file("rw-r--r--"), 10)).asString().isEqualTo("{}");
    }

    @Test
    void aFileThatOthersCanWriteToIsRefused() throws IOException {
        for (String open : new String[] {"rw-rw-r--", "rw-r--rw-"}) {
            Path file = file(open);
            assertThatThrownBy(() -> RootsFile.read(file, 10))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll(file.toString(), "others than root can change it", "chmod go-w " + file);
        }
    }

    @Test
    void aFileInADirectoryThatOthersCanWriteToIsRefused() throws IOException {
        Path file = file("rw-r--r--");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> RootsFile.read(file, 10))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(folder + " belongs to user", "chmod go-w " + folder + "'");
    }

    /** Who can change what a link leads to, not the link. */
    @Test
    void linksAreFollowed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file("rw-rw-rw-"));
        assertThatThrownBy(() -> RootsFile.read(link, 10)).hasMessageContaining("policy.json");
    }

    @Test
    void whoElseItMayBelongToIsNobody() {
        Path path = Path.of("/etc/berth/policy.json");
        assertThat(RootsFile.objection(path, new Permission(0, 0644), 0, 0)).isEmpty();
        assertThat(RootsFile.objection(path, new Permission(0, 0600), 1000, 0)).isEmpty();
        assertThat(RootsFile.objection(path, new Permission(1000, 0600), 1000, 0))
                .isEmpty();
        assertThat(RootsFile.objection(path, new Permission(1000, 0600), 0, 0))
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("/etc/berth/policy.json belongs to user 1000 with mode 600", "chown root:root"));
        assertThat(RootsFile.objection(path, new Permission(0, 0777), 0, 0)).isPresent();
    }

    @Test
    void inADirectoryLikeTmpOthersReplaceNothing() {
        Path tmp = Path.of("/tmp");
        assertThat(RootsFile.objection(tmp, new Permission(0, 01777), 0, STICKY))
                .isEmpty();
        assertThat(RootsFile.objection(tmp, new Permission(0, 0777), 0, STICKY)).isPresent();
        assertThat(RootsFile.objection(tmp, new Permission(1000, 01777), 0, STICKY))
                .isPresent();
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThatThrownBy(() -> RootsFile.read(folder, 10)).hasMessageContaining("no file");
    }

    @Test
    void aFileIsAsLongAsItMayBeAndNoLonger() throws IOException {
        assertThat(RootsFile.read(file("rw-------"), 2)).hasSize(2);
        Path file = file("rw-------");
        assertThatThrownBy(() -> RootsFile.read(file, 1)).hasMessageContaining("more than 1 bytes");
    }
}
