package dev.berth.it.builds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.AcquiredBlock;
import dev.berth.junit.ReservedPort;
import dev.berth.junit.ReservedPorts;
import dev.berth.junit.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests that have their ports from a berthd. They tell which on standard output, and wait for a line each time, while
 * somebody looks.
 */
@Execution(ExecutionMode.SAME_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // the field is given by the extension
final class ReservingCases {
    private static final BufferedReader ORDERS =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private static final String BIND = "import socket, sys; socket.socket().bind(('0.0.0.0', int(sys.argv[1])))";

    @ReservedPorts(count = 2)
    static AcquiredBlock ofClass;

    @Test
    @Order(1)
    void serves(@ReservedPort AcquiredBlock ofTest, @ReservedPort(scope = Scope.RUN) int ofRun) throws Exception {
        assertThat(ofTest.isEnforced()).isTrue();
        assertThat(ofClass.isEnforced()).isTrue();
        tell(ofTest.port(0), ofClass.port(1), ofRun);
        try (ServerSocket server = new ServerSocket(ofTest.port(0))) {
            assertThat(server.isBound()).isTrue();
        }
        assertThat(new ProcessBuilder("python3", "-c", BIND, Integer.toString(ofTest.port(0)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor())
                .as("a child binds it")
                .isZero();
    }

    @Test
    @Order(2)
    void comesAfterwards() throws IOException {
        tell();
    }

    @AfterAll
    static void last() throws IOException {
        tell();
    }

    private static void tell(int... ports) throws IOException {
        StringBuilder line = new StringBuilder("ports");
        for (int port : ports) {
            line.append(' ').append(port);
        }
        System.out.println(line);
        assertThat(ORDERS.readLine()).isEqualTo("go on");
    }
}
