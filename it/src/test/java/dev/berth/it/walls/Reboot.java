package dev.berth.it.walls;

import dev.berth.testkit.Eventually;
import dev.berth.testkit.Program;
import dev.berth.testkit.Walls;
import java.io.IOException;

/** What a restart of the machine does to Berth: the store stays, everything in the kernel is gone. */
public final class Reboot {
    /** Does it to the walls, leaving their processes alive. */
    public static void of(Walls walls) throws IOException {
        Program.of("umount", walls.bpffs().toString()).expect(0);
        Eventually.when("the guard is detached", () -> InsidePorts.links(walls) == 0);
        Eventually.when("the guard's maps are gone", () -> BpfObjects.alive().isEmpty());
        walls.sysctl("ip_local_reserved_ports", "");
    }

    private Reboot() {}
}
