package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** A test that asks for a port has one. */
class ParametersKernelTest {
    @Test
    void aServerBindsThere(@ReservedPort int port) throws IOException {
        try (ServerSocket server = new ServerSocket(port)) {
            assertThat(server.getLocalPort()).isEqualTo(port);
        }
    }
}
