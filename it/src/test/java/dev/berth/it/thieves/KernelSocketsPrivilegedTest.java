package dev.berth.it.thieves;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.testkit.KernelAbility;
import dev.berth.testkit.NeedsKernel;
import dev.berth.testkit.Program;
import dev.berth.testkit.Soak;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sockets that the kernel opens for itself because root asks for an address or a device: no process has them. */
@Tag(Soak.TAG)
@InWallsWithPorts
class KernelSocketsPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(40_000, 4);
    private static final int TIMES = Soak.times(3, 100);

    private static final String[] ENDPOINT = {"ip", "mptcp", "endpoint", "add", "127.0.0.1", "port"};
    private static final String[] DEVICE = {"ip", "link", "add", "thief", "type", "vxlan", "id", "5", "dev", "lo"};
    private static final String[] UP = {"ip", "link", "set", "thief", "up"};

    @Test
    @NeedsKernel(KernelAbility.MPTCP)
    @DisplayName("P17 The kernel's listener for an announced MPTCP address is refused as root's would be")
    void endpoints(Ports ports, Walls walls) throws IOException {
        Program add = walls.program(ENDPOINT).and(Integer.toString(BLOCK.start()), "signal");
        add.expect(0);
        assertThat(sockets(walls, "-tl")).isNotEmpty();
        walls.program("ip", "mptcp", "endpoint", "flush").expect(0);

        ports.create(ReservationRequest.of(Protocol.TCP_UDP, BLOCK)).orElseThrow();
        for (int i = 0; i < TIMES; i++) {
            int port = BLOCK.port(i % BLOCK.count());
            Program.Result added = walls.program(ENDPOINT)
                    .and(Integer.toString(port), "signal")
                    .run();
            assertThat(added.exit()).isNotZero();
            // Newer kernels say why: EACCES.
            assertThat(added.err()).containsPattern("create listen socket error(: -13)?\\.?\n");
        }
        assertThat(sockets(walls, "-tl")).isEmpty();
        Soak.say("MPTCP endpoints: " + TIMES + " announced on reserved ports, none listens");
    }

    @Test
    @NeedsKernel(KernelAbility.VXLAN)
    @DisplayName("P17 The kernel's socket for a tunnel is refused as root's would be, and the tunnel stays down")
    void tunnels(Ports ports, Walls walls) throws IOException {
        walls.program(DEVICE).and("dstport", Integer.toString(BLOCK.start())).expect(0);
        walls.program(UP).expect(0);
        assertThat(sockets(walls, "-u")).isNotEmpty();
        walls.program("ip", "link", "del", "thief").expect(0);

        ports.create(ReservationRequest.of(Protocol.TCP_UDP, BLOCK)).orElseThrow();
        for (int i = 0; i < TIMES; i++) {
            int port = BLOCK.port(i % BLOCK.count());
            walls.program(DEVICE).and("dstport", Integer.toString(port)).expect(0);
            Program.Result up = walls.program(UP).run();
            assertThat(up.exit()).isNotZero();
            assertThat(up.err()).contains("Permission denied");
            assertThat(sockets(walls, "-u")).isEmpty();
            walls.program("ip", "link", "del", "thief").expect(0);
        }
        Soak.say("tunnels: " + TIMES + " on reserved ports, none comes up");
    }

    private static String sockets(Walls walls, String kind) throws IOException {
        String inside = "sport >= :" + BLOCK.start() + " and sport <= :" + BLOCK.last();
        return walls.program("ss", "-Hna", kind, inside).expect(0).out();
    }
}
