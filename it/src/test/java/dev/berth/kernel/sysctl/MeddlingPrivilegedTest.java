package dev.berth.kernel.sysctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.berth.api.PortBlock;
import dev.berth.kernel.Errno;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.SyscallException;
import dev.berth.testkit.InWalls;
import dev.berth.testkit.Walls;
import dev.berth.testkit.Work;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Another program replaces the list at the worst moment: right before Berth writes it, or right after. */
@InWalls
class MeddlingPrivilegedTest {
    private static final PortSet WANTED = PortSet.of(PortBlock.of(5_000, 4));

    @Test
    void portsThatSomebodyTakesAwayOnceAreAddedAgain(Walls walls) throws IOException {
        Meddled list = new Meddled(List.of(), List.of("1", "1,5000"));
        walls.call(() -> {
            new LinuxReservedPorts(list).add(WANTED);
            assertThat(ListFile.text()).isEqualTo("1,5000-5003");
            return list;
        });
        assertThat(list.after).isEmpty();
    }

    @Test
    void whoKeepsTakingPortsAwayIsReportedWithThePorts(Walls walls) throws IOException {
        Meddled list = new Meddled(List.of(), Collections.nCopies(50, "1,5000"));
        refused(walls, () -> new LinuxReservedPorts(list).add(WANTED), "ports 5001-5003 do not stay");
        assertThat(list.after).hasSize(40);
    }

    @Test
    void whoKeepsPuttingPortsBackIsReportedWithThePorts(Walls walls) throws IOException {
        Meddled list = new Meddled(List.of(), Collections.nCopies(50, "1,5000-5001"));
        walls.sysctl("ip_local_reserved_ports", "1,5000-5003");
        refused(walls, () -> new LinuxReservedPorts(list).remove(WANTED), "ports 5000-5001 do not go");
        assertThat(list.after).hasSize(40);
    }

    @Test
    void portsThatSomebodyAddsBeforeTheListIsReplacedStay(Walls walls) throws IOException {
        Meddled list = new Meddled(List.of("1,5000-5003,7777", "1,5002-5003,7777-7778"), List.of());
        walls.sysctl("ip_local_reserved_ports", "1,5000-5003");
        walls.call(() -> {
            new LinuxReservedPorts(list).remove(WANTED);
            assertThat(ListFile.text()).isEqualTo("1,7777-7778");
            return list;
        });
        assertThat(list.before).isEmpty();
    }

    @Test
    void portsOfOthersThatGetLostWhileTheListIsReplacedAreAddedAgain(Walls walls) throws IOException {
        Meddled list = new Meddled(List.of(), List.of("9"));
        walls.sysctl("ip_local_reserved_ports", "1,5000-5003,60000");
        walls.call(() -> {
            new LinuxReservedPorts(list).remove(WANTED);
            assertThat(ListFile.text()).isEqualTo("1,9,60000");
            return list;
        });
    }

    private static void refused(Walls walls, Change change, String complaint) {
        Work<Boolean, IOException> work = () -> {
            change.make();
            return true;
        };
        assertThatExceptionOfType(SyscallException.class)
                .isThrownBy(() -> walls.call(work))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EBUSY))
                .withMessageContaining(LinuxReservedPorts.LIST)
                .withMessageContaining("another program keeps rewriting the list: " + complaint);
    }

    private interface Change {
        void make() throws IOException;
    }

    /** The kernel's list, with lists that somebody else writes before Berth's first, second, … write and after. */
    private static final class Meddled extends SysctlFile {
        private final Deque<String> before;
        private final Deque<String> after;

        Meddled(List<String> before, List<String> after) {
            super(LinuxReservedPorts.LIST);
            this.before = new ArrayDeque<>(before);
            this.after = new ArrayDeque<>(after);
        }

        @Override
        boolean replace(String seen, String text) throws SyscallException {
            next(before);
            boolean replaced = super.replace(seen, text);
            next(after);
            return replaced;
        }

        @Override
        void merge(String text) throws SyscallException {
            next(before);
            super.merge(text);
            next(after);
        }

        private static void next(Deque<String> lists) {
            if (!lists.isEmpty()) {
                ListFile.replace(lists.pop());
            }
        }
    }
}
