package dev.berth.it.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Protocol;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;

/** The same rows, of an ordinary user, through berthd. */
@ThroughBerthd
class WinSockRuntimeThroughBerthdE2ETest extends WinSockRuntimePrivilegedTest {
    WinSockRuntimeThroughBerthdE2ETest(Walls walls) throws IOException {
        super(walls);
    }

    @Override
    @PerProtocol
    @DisplayName("R16 Ports below 1024: 10013")
    void lowPorts(Protocol protocol, Walls walls) throws IOException {
        WinSockProcess caller = callers.next();
        int socket = caller.socket(SocketKind.of(protocol));
        for (int start : new int[] {80, 1023}) {
            assertThat(caller.call("acquire:" + socket + ":" + start + ":2")).isEqualTo(10_013);
            assertThat(caller.ask("explain")).contains("WSAEACCES (10013)", Integer.toString(start));
        }
    }
}
