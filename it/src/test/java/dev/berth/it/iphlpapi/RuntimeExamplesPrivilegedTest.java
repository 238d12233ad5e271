package dev.berth.it.iphlpapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.it.walls.InWallsWithPorts;
import dev.berth.testkit.Program;
import dev.berth.testkit.SocketKind;
import dev.berth.testkit.Walls;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of runtime reservations as processes, against the kernel. */
@InWallsWithPorts
class RuntimeExamplesPrivilegedTest {
    private static final String ACQUIRE = "AcquirePortReservation";
    private static final String RELEASE = "ReleasePortReservation";

    @ParameterizedTest
    @ValueSource(strings = {"2 2 17", "2 1 6", "23 2 17", "23 1 6"})
    @DisplayName("R1 R7 R12 The Acquire example acquires, binds a second socket inside and releases")
    void acquire(String socket, Ports ports, Walls walls) throws IOException {
        assertThat(example(walls, ACQUIRE, socket + " 5000 20").expect(0).out())
                .matches(acquired("5000") + """
                        socket function for second socket succeeded
                        WSAIoctl\\(SIO_ASSOCIATE_PORT_RESERVATION\\) succeeded, bytesReturned = 0
                        bind succeeded
                        getsockname succeeded
                        Port number allocated = 50[01][0-9]
                        """ + released());
        assertThat(ports.list().orElseThrow().runtime()).isEmpty();
        assertThat(walls.actor().start().bind(SocketKind.UDP4, 5000)).hasToString("ok");
    }

    @Test
    @DisplayName("R2 Starting port 0: the system chooses")
    void wildcard(Walls walls) throws IOException {
        assertThat(example(walls, ACQUIRE, "2 2 17 0 20").expect(0).out())
                .startsWith(
                        "socket function succeeded\nWSAIoctl(SIO_ACQUIRE_PORT_RESERVATION) succeeded, bytesReturned = 16\n")
                .contains("Port number allocated = ");
    }

    @Test
    @DisplayName("R1 R12 The Release example acquires and releases")
    void release(Walls walls) throws IOException {
        assertThat(example(walls, RELEASE, "2 2 17 5000 20").expect(0).out()).matches(acquired("5000") + released());
    }

    @ParameterizedTest
    @ValueSource(strings = {ACQUIRE, RELEASE})
    @DisplayName("R3 R4 R6 A refusal: a line with the number, status 1, and Berth's sentence as an error")
    void refused(String name, Ports ports, Walls walls) throws IOException {
        ports.create(ReservationRequest.of(Protocol.UDP, PortBlock.of(5001))).orElseThrow();
        Program.Result taken = example(walls, name, "2 2 17 5000 20").expect(1);
        assertThat(taken.out()).isEqualTo("""
                socket function succeeded
                WSAIoctl(SIO_ACQUIRE_PORT_RESERVATION) failed with error = 10048
                """);
        assertThat(taken.err()).contains("WSAEADDRINUSE (10048)", "5001");
        assertThat(example(walls, name, "2 2 17 5000 0").expect(1).out()).endsWith("failed with error = 10022\n");
        assertThat(example(walls, name, "2 3 17 5000 1").expect(1).out())
                .isEqualTo("socket function failed with error = 10045\n");
    }

    @Test
    @DisplayName("Arguments that the documentation's examples refuse: a line and status 1")
    void arguments(Walls walls) throws IOException {
        assertUsage(walls, RELEASE, "2 2 17 5000");
        assertUsage(walls, ACQUIRE, "2 2 17 5000");
        // What both of them read with the same code.
        assertUsage(walls, ACQUIRE, "2 2 17 5000 20 1");
        for (String start : new String[] {"-1", "65536"}) {
            assertThat(example(walls, ACQUIRE, "2 2 17 " + start + " 20")
                            .expect(1)
                            .out())
                    .isEqualTo("Starting point must be either 0 or between 1 and 65,535\n");
        }
        assertThat(example(walls, ACQUIRE, "2 2 17 5000 -1").expect(1).out())
                .isEqualTo("Number of ports must be a positive number\n");
        assertThat(example(walls, ACQUIRE, "inet 2 17 5000 1").expect(1).out())
                .isEqualTo("Address family, type and protocol must be numbers\n");
    }

    private static void assertUsage(Walls walls, String name, String words) throws IOException {
        assertThat(example(walls, name, words).expect(1).out())
                .startsWith(
                        "usage: " + name + " <Address Family> <Type> <Protocol> <Starting Port> <Number of Ports>\n")
                .contains("   " + name + " 2 2 17 5000 20\n");
    }

    private static String acquired(String start) {
        return """
                socket function succeeded
                WSAIoctl\\(SIO_ACQUIRE_PORT_RESERVATION\\) succeeded, bytesReturned = 16
                  Starting port = %s, Number of ports = 20, Token = [1-9][0-9]*
                """.formatted(start);
    }

    private static String released() {
        return "WSAIoctl\\(SIO_RELEASE_PORT_RESERVATION\\) succeeded, bytesReturned = 0\n";
    }

    private static Program example(Walls walls, String name, String words) {
        return Example.of(walls, name, words.split(" ", -1));
    }
}
