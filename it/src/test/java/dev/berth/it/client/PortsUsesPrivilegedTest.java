package dev.berth.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Ports;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.kernel.unix.LinuxAccounts;
import dev.berth.testkit.Actor;
import dev.berth.testkit.ActorSocket;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The code in the javadoc of {@link Ports} does what it says. */
@InWallsWithPorts
class PortsUsesPrivilegedTest {
    @Test
    void aReservationIsMadeListedAndDeleted(Ports ports, Walls walls) throws IOException {
        Actor stranger = walls.actor().start();
        assertThat(said(PortsUses::create, ports)).isEqualTo("reserved tcp 80-83 (web)\n");
        assertThat(stranger.bind(SocketKind.TCP4, 83)).hasToString("EACCES");
        assertThat(said(PortsUses::create, ports))
                .startsWith("ERROR_SHARING_VIOLATION, create tcp 80-83: tcp 80-83 (web) ");
        assertThat(said(PortsUses::list, ports)).isEqualTo("tcp 80-83 (web) is enforced\n");
        assertThat(said(PortsUses::change, ports)).isEqualTo("changed tcp 80-83 (site)\n");
        assertThat(stranger.bind(SocketKind.TCP4, 83)).hasToString("EACCES");
        assertThat(said(PortsUses::delete, ports)).isEmpty();
        assertThat(stranger.bind(SocketKind.TCP4, 83)).hasToString("ok");
        assertThat(said(PortsUses::delete, ports)).isEqualTo("there was nothing to delete\n");
        assertThat(said(PortsUses::list, ports)).isEmpty();
    }

    @Test
    void aRunningServerIsAdopted(Ports ports, Walls walls) throws IOException {
        long uid = new LinuxAccounts().uid("www-data").orElseThrow();
        Actor server = walls.actor().as(uid, uid).start();
        ActorSocket listener = server.socket(SocketKind.TCP4);
        listener.bind("0.0.0.0", 8080).orElseThrow();
        listener.listen().orElseThrow();
        assertThat(said(PortsUses::remedy, ports))
                .startsWith("adopted: tcp port 8080 stays with pid " + server.pid() + " (")
                .endsWith(", user www-data)\n");
        assertThat(walls.actor().start().bind(SocketKind.TCP4, 8080)).hasToString("EACCES");
    }

    private static String said(BiConsumer<Ports, PrintStream> use, Ports ports) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        use.accept(ports, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}
