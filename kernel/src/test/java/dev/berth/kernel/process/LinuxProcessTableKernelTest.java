package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.kernel.ProcessTable;
import dev.berth.kernel.ProcessTable.SocketOwners;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.LinuxAccounts;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** This process and its sockets, which anybody may look at. */
class LinuxProcessTableKernelTest {
    private static final int PID = (int) ProcessHandle.current().pid();

    static List<ProcessTable> tables() {
        return List.of(
                new LinuxProcessTable(new LinuxAccounts()),
                new LinuxProcessTable(new LinuxAccounts(), Sighting::byDescriptors));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aSocketBelongsToThisProcessUntilItIsClosed(ProcessTable table) throws IOException {
        long inode;
        try (Fd socket = socket()) {
            inode = inode(socket);
            assertThat(table.socketOwners().of(inode))
                    .isInstanceOfSatisfying(
                            Owners.Known.class,
                            known -> assertThat(known.processes())
                                    .singleElement()
                                    .satisfies(LinuxProcessTableKernelTest::isThisProcess));
        }
        assertThat(table.socketOwners().of(inode)).isIn(Owners.NOBODY, Owners.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void whatIsNoSocketBelongsToNobody(ProcessTable table) throws IOException {
        SocketOwners owners = table.socketOwners();
        assertThat(owners.of(0)).isEqualTo(Owners.NOBODY);
        for (long inode : new long[] {-1, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(owners.of(inode)).isIn(Owners.NOBODY, Owners.UNKNOWN);
        }
    }

    @Test
    void ownSocketsAreAmongThoseOfTheAncestors() throws IOException {
        ProcessTable table = new LinuxProcessTable(new LinuxAccounts());
        try (Fd socket = socket()) {
            assertThat(table.ancestralSockets()).contains(inode(socket)).doesNotContain(0L);
        }
    }

    @Test
    void aProcessIsDescribedByWhatWasSeenOfIt() throws IOException {
        ProcessTable table = new LinuxProcessTable(new LinuxAccounts());
        OwnerProcess self = table.find(Callers.life()).orElseThrow();
        assertThat(table.describe(self.pid(), self.command(), self.uid(), Optional.of(self.cgroup())))
                .isEqualTo(self);
        OwnerProcess gone = table.describe(4_000_000, "python3", 4_000_000_000L, Optional.of("/a/berthd.service/b\n"));
        assertThat(gone)
                .isEqualTo(new OwnerProcess(
                        4_000_000,
                        "python3",
                        "4000000000",
                        4_000_000_000L,
                        "/a/berthd.service/b?",
                        Optional.of("berthd.service")));
        assertThat(table.describe(1, "x", 0, Optional.empty()).cgroup()).isEqualTo("?");
    }

    private static void isThisProcess(OwnerProcess owner) {
        try {
            Path process = Path.of("/proc/self");
            long uid = Integer.toUnsignedLong((Integer) Files.getAttribute(process, "unix:uid"));
            assertThat(owner.pid()).isEqualTo(PID);
            assertThat(owner.command())
                    .isEqualTo(Files.readString(process.resolve("comm")).strip());
            assertThat(owner.uid()).isEqualTo(uid);
            assertThat(owner.user()).isEqualTo(new LinuxAccounts().userName(uid).orElse(Long.toString(uid)));
            assertThat("0::" + owner.cgroup())
                    .isIn(Files.readAllLines(process.resolve("cgroup")).toArray());
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Fd socket() throws IOException {
        return Sockets.socket(Sockets.AF_INET, Sockets.SOCK_DGRAM, 0, "udp");
    }

    private static long inode(Fd socket) throws IOException {
        return (Long) Files.getAttribute(Path.of("/proc/self/fd", Integer.toString(socket.number())), "unix:ino");
    }
}
