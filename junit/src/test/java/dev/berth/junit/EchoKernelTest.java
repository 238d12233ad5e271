package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** What the javadoc of the annotations shows. */
class EchoKernelTest {
    // @start region="reserved"
    @Test
    void echoes(@ReservedPort int port) throws IOException {
        try (ServerSocket server = new ServerSocket(port); // nobody else has it, since it was chosen
                Socket client = new Socket("localhost", port);
                Socket accepted = server.accept()) {
            client.getOutputStream().write(42);
            assertEquals(42, accepted.getInputStream().read());
        }
    }
    // @end

    // @start region="closed"
    @Test
    void complainsWhereNobodyListens(@ClosedPort int port) {
        assertThrows(ConnectException.class, () -> new Socket("localhost", port).close());
    }
    // @end

    @SuppressWarnings("NullAway.Init") // the field is given by the extension
    static class Shown {
        // @start region="fields"
        @ReservedPort(scope = Scope.RUN, name = "database")
        static int database; // the same in each class of the run that names it so

        @ReservedPort(protocol = Protocol.TCP_UDP)
        int dns; // one number, in both pools

        @ReservedPort(from = 8000, to = 8999)
        AcquiredBlock web; // tells whether the kernel enforces it
        // @end

        // @start region="block"
        @Test
        void elects(@ReservedPorts(count = 3) PortBlock cluster) throws IOException {
            for (int node = 0; node < cluster.count(); node++) {
                new ServerSocket(cluster.port(node)).close();
            }
        }
        // @end

        @Test
        void fields() {
            assertThat(database).matches(Stranger::isKeptOut);
            assertThat(Stranger.isKeptOut(Protocol.UDP, dns)).isTrue();
            assertThat(web.port(0)).isBetween(8000, 8999);
            assertThat(web.isEnforced()).isFalse();
        }
    }

    @Test
    void fieldsAndBlocks() {
        Fixture.of(Shown.class).succeed(2);
    }
}
