package dev.berth.kernel.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.kernel.unix.LinuxAccounts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of processes that were seen, and may have ended since. */
class LinuxSocketOwnersKernelTest {
    private static final int HERE = (int) ProcessHandle.current().pid();
    /** No process has it: larger than any that the kernel gives out. */
    private static final int GONE = 5_000_000;

    private static final long MINE = 11;
    private static final long SHARED = 12;
    private static final long LEFT = 13;

    @Test
    void whoeverIsLeftHasIt() {
        assertThat(pids(owners(true).of(MINE))).containsExactly(HERE);
        assertThat(pids(owners(true).of(SHARED))).containsExactly(HERE);
    }

    @Test
    void whereNobodyIsLeftItIsNobodys() {
        assertThat(owners(true).of(LEFT)).isEqualTo(Owners.NOBODY);
        assertThat(owners(true).of(99)).isEqualTo(Owners.NOBODY);
    }

    @Test
    void whereNotAllWereSeenNobodyKnows() {
        assertThat(owners(false).of(LEFT)).isEqualTo(Owners.UNKNOWN);
        assertThat(owners(false).of(99)).isEqualTo(Owners.UNKNOWN);
        assertThat(owners(false).of(0)).isEqualTo(Owners.NOBODY);
        assertThat(pids(owners(false).of(SHARED))).containsExactly(HERE);
    }

    @Test
    void aProcessIsReadOnce() {
        LinuxSocketOwners owners = owners(true);
        assertThat(owners.of(MINE)).isSameAs(owners.of(MINE));
    }

    private static LinuxSocketOwners owners(boolean whole) {
        OpenSockets.Collector sockets = new OpenSockets.Collector();
        sockets.add(MINE, HERE);
        sockets.add(SHARED, GONE);
        sockets.add(SHARED, GONE + 1);
        sockets.add(SHARED, HERE);
        sockets.add(LEFT, GONE);
        return new LinuxSocketOwners(new Sighting(sockets.collected(), whole), new LinuxAccounts());
    }

    private static List<Integer> pids(Owners owners) {
        assertThat(owners).isInstanceOf(Owners.Known.class);
        return ((Owners.Known) owners)
                .processes().stream().map(OwnerProcess::pid).toList();
    }
}
