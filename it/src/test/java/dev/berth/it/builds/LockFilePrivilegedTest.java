package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.client.Mode;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.OrdinaryUser;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lock file of cooperative reservations, among users and their accidents. */
@InWalls
class LockFilePrivilegedTest {
    private static final int PORT = 15_000;

    private Path locks = Path.of("");

    /** A folder that is everybody's, as {@code /tmp} is. */
    @BeforeEach
    void shareAFolder(Walls walls) throws IOException {
        Files.setPosixFilePermissions(walls.directory(), PosixFilePermissions.fromString("rwx--x--x"));
        Path folder = Files.createDirectory(walls.directory().resolve("shared"));
        Program.of("chmod", "1777", folder.toString()).expect(0);
        locks = folder.resolve("ports.lock");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rootAndOthersShareItWhoeverMadeIt(boolean rootIsFirst, Walls walls) throws IOException {
        String[] alice = OrdinaryUser.ALICE.prefix();
        Holder first = holder(walls, rootIsFirst ? new String[0] : alice);
        first.acquireExactly(Protocol.UDP, PORT); // no socket is held: the lock alone keeps it
        assertThat(Files.getAttribute(locks, "unix:uid"))
                .isEqualTo(rootIsFirst ? 0 : Math.toIntExact(OrdinaryUser.ALICE.id()));

        Holder second = holder(walls, rootIsFirst ? alice : new String[0]);
        Holder third = holder(walls, OrdinaryUser.BOB.prefix());
        for (Holder other : new Holder[] {second, third}) {
            assertThat(other.tryToAcquire(Protocol.UDP, PORT))
                    .startsWith("WSAEADDRINUSE ")
                    .contains("overlaps a cooperative reservation, as " + locks + " tells");
        }
        first.release();
        assertThat(third.acquireExactly(Protocol.UDP, PORT)).isEqualTo(PORT);
        assertThat(second.tryToAcquire(Protocol.UDP, PORT)).startsWith("WSAEADDRINUSE ");
    }

    @Test
    void whereItIsDeletedHeldSocketsKeepTcpPortsApart(Walls walls) throws IOException {
        Holder owner = holder(walls);
        owner.acquireExactly(Protocol.TCP, PORT);
        Files.delete(locks);
        Holder newcomer = holder(walls);
        assertThat(newcomer.tryToAcquire(Protocol.TCP, PORT)).startsWith("WSAEADDRINUSE ");
        newcomer.acquireExactly(Protocol.TCP, PORT + 1);
        assertThat(owner.tryToAcquire(Protocol.TCP, PORT + 1)).startsWith("WSAEADDRINUSE ");
    }

    @Test
    void whoAsksAgainLocksWhatItHasInTheNewFile(Walls walls) throws IOException {
        Holder owner = holder(walls);
        owner.acquireExactly(Protocol.UDP, PORT);
        Path other = Files.createFile(locks.resolveSibling("other"));
        Program.of("chmod", "666", other.toString()).expect(0);
        Files.move(other, locks, StandardCopyOption.REPLACE_EXISTING);
        owner.acquireExactly(Protocol.UDP, PORT + 1);

        Holder newcomer = holder(walls);
        for (int port = PORT; port <= PORT + 1; port++) {
            assertThat(newcomer.tryToAcquire(Protocol.UDP, port)).startsWith("WSAEADDRINUSE ");
        }
        owner.release();
        assertThat(newcomer.acquireExactly(Protocol.UDP, PORT + 1)).isEqualTo(PORT + 1);
    }

    @Test
    void aPipeIsRefusedAndNotWaitedFor(Walls walls) throws IOException {
        Program.of("mkfifo", "-m", "666", locks.toString()).expect(0);
        assertThat(holder(walls).tryToAcquire(Protocol.TCP))
                .isEqualTo("ERROR_IO_DEVICE acquire 1 tcp port: " + locks
                        + ": not a plain file: remove it, or name another with BERTH_LOCKS");
    }

    @Test
    void aFileOrFolderWithoutWritePermissionIsRefused(Walls walls) throws IOException {
        Holder alice = holder(walls, OrdinaryUser.ALICE.prefix());
        Files.createFile(locks, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        assertThat(alice.tryToAcquire(Protocol.TCP))
                .startsWith("ERROR_IO_DEVICE acquire 1 tcp port: " + locks + ": not writable for this user: ")
                .endsWith("(chmod 666), or name another file with BERTH_LOCKS");

        Files.delete(locks);
        Program.of("chmod", "755", String.valueOf(locks.getParent())).expect(0);
        assertThat(alice.tryToAcquire(Protocol.TCP))
                .startsWith("ERROR_IO_DEVICE acquire 1 tcp port: " + locks
                        + ": not there, and this user may not make files ")
                .endsWith("or name another file with BERTH_LOCKS");
    }

    private Holder holder(Walls walls, String... prefix) throws IOException {
        return Holder.start(
                walls, Holder.program(walls, Mode.COOPERATIVE, prefix).with("BERTH_LOCKS", locks.toString()));
    }
}
