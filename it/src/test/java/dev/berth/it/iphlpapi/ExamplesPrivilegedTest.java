package dev.berth.it.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.it.walls.PerProtocol;
import dev.berth.testkit.Actor;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The examples as processes, against the kernel: each line is one of the documentation's. */
@InWallsWithPorts
class ExamplesPrivilegedTest {
    private static final PortBlock BLOCK = PortBlock.of(5000, 20);

    @PerProtocol
    @DisplayName("P1 P8 The Create example reserves, binds inside and deletes")
    void create(Protocol protocol, Ports ports, Walls walls) throws IOException {
        String create = "CreatePersistent" + name(protocol) + "PortReservation";
        String delete = "DeletePersistent" + name(protocol) + "PortReservation";
        assertThat(Example.of(walls, create, "5000", "20").expect(0).out())
                .matches(create + " call succeeded\n  Token = [1-9][0-9]*\n" + consumed() + delete
                        + " call succeeded\n");
        assertThat(ports.list().orElseThrow().reservations()).isEmpty();
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        assertThat(Example.of(walls, create, "5000", "20").expect(1).out()).isEqualTo(create + " returned error: 32\n");
        assertThat(Example.of(walls, create, "0", "20").expect(1).out()).isEqualTo(create + " returned error: 87\n");
    }

    @PerProtocol
    @DisplayName("P12 P13 The Lookup example finds the token and binds inside")
    void lookup(Protocol protocol, Ports ports, Walls walls) throws IOException {
        String lookup = "LookupPersistent" + name(protocol) + "PortReservation";
        assertThat(Example.of(walls, lookup, "5000", "20").expect(1).out())
                .isEqualTo(lookup + " returned error: 1168\n");
        long token = ports.create(ReservationRequest.of(protocol, BLOCK))
                .orElseThrow()
                .token()
                .bits();
        assertThat(Example.of(walls, lookup, "5000", "20").expect(0).out())
                .matches(lookup + " call succeeded\n  Token = " + Long.toUnsignedString(token) + "\n" + consumed());
    }

    @PerProtocol
    @DisplayName("P8 P9 The Delete example deletes")
    void delete(Protocol protocol, Ports ports, Walls walls) throws IOException {
        String delete = "DeletePersistent" + name(protocol) + "PortReservation";
        ports.create(ReservationRequest.of(protocol, BLOCK)).orElseThrow();
        assertThat(Example.of(walls, delete, "5000", "20").expect(0).out()).isEqualTo(delete + " call succeeded\n");
        assertThat(walls.actor().start().bind(SocketKind.of(protocol), 5000)).hasToString("ok");
        assertThat(Example.of(walls, delete, "5000", "20").expect(1).out())
                .isEqualTo(delete + " returned error: 1168\n");
    }

    @Test
    @DisplayName("T1 T4 The SetTcpEntry example lists the connections and closes the one that its words name")
    void setTcpEntry(Walls walls) throws IOException {
        Actor actor = walls.actor().start();
        Connection connection = Connection.of(actor, actor, SocketKind.TCP4, SocketKind.TCP4, "127.0.0.1", 8080, 9000);
        String listed = "GetTcpTable call succeeded\n\tNumber of entries: 3\n"
                + entry(0, "2 - LISTEN", 8080, "0.0.0.0", 0)
                + entry(1, "5 - ESTABLISHED", 8080, "127.0.0.1", 9000)
                + entry(2, "5 - ESTABLISHED", 9000, "127.0.0.1", 8080);
        assertThat(Example.of(walls, "SetTcpEntry").expect(0).out()).isEqualTo(listed);
        String[] words = {"127.0.0.1", "8080", "127.0.0.1", "9000"};
        assertThat(Example.of(walls, "SetTcpEntry", words).expect(0).out())
                .isEqualTo(listed + "SetTcpEntry call succeeded\n");
        assertThat(connection.accepted().read()).hasToString("ECONNABORTED");
        assertThat(connection.client().read()).hasToString("ECONNRESET");
        assertThat(Example.of(walls, "SetTcpEntry", words).expect(1).out())
                .endsWith("SetTcpEntry returned error: 317\n");
        assertThat(Example.of(walls, "SetTcpEntry", "127.0.0.1").expect(1).out())
                .startsWith("usage: SetTcpEntry [<Local IP> <Local Port> <Remote IP> <Remote Port>]\n");
        assertThat(Example.of(walls, "SetTcpEntry", "::1", "1", "::1", "2")
                        .expect(1)
                        .out())
                .isEqualTo("::1 is no IPv4 address\n");
        assertThat(Example.of(walls, "SetTcpEntry", "127.0.0.1", "65536", "127.0.0.1", "2")
                        .expect(1)
                        .out())
                .startsWith("Port must be between 0 and 65,535");
    }

    @PerProtocol
    @DisplayName("Arguments that the documentation's examples refuse: a line and status 1")
    void arguments(Protocol protocol, Walls walls) throws IOException {
        for (String verb : new String[] {"Delete", "Lookup", "Create"}) {
            assertUsage(walls, verb + "Persistent" + name(protocol) + "PortReservation");
        }
        // What all of them read with the same code.
        String create = "CreatePersistent" + name(protocol) + "PortReservation";
        assertUsage(walls, create, "5000");
        assertUsage(walls, create, "5000", "20", "1");
        for (String start : new String[] {"-1", "65536"}) {
            assertThat(Example.of(walls, create, start, "20").expect(1).out())
                    .isEqualTo("Starting point must be either 0 or between 1 and 65,535\n");
        }
        assertThat(Example.of(walls, create, "5000", "-1").expect(1).out())
                .isEqualTo("Number of ports must be a positive number\n");
    }

    private static void assertUsage(Walls walls, String name, String... words) throws IOException {
        assertThat(Example.of(walls, name, words).expect(1).out())
                .startsWith("usage: " + name + " <Starting Port> <Number of Ports>\n");
    }

    private static String entry(int number, String state, int localPort, String remoteAddress, int remotePort) {
        return """

                \tTCP[N] State: %s
                \tTCP[N] Local Addr: 127.0.0.1
                \tTCP[N] Local Port: %d
                \tTCP[N] Remote Addr: %s
                \tTCP[N] Remote Port: %d
                """.formatted(state, localPort, remoteAddress, remotePort)
                .replace("[N]", "[" + Integer.toString(number) + "]");
    }

    private static String consumed() {
        return """
                socket function succeeded
                WSAIoctl\\(SIO_ASSOCIATE_PORT_RESERVATION\\) succeeded, bytesReturned = 0
                bind succeeded
                getsockname succeeded
                Port number allocated = 50[01][0-9]
                """;
    }

    private static String name(Protocol protocol) {
        return protocol == Protocol.TCP ? "Tcp" : "Udp";
    }
}
