package dev.berth.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A closed port refuses connections, and nobody can listen there as long as it lasts. */
class ClosedPortKernelTest {
    private static final List<String> HERE = List.of("127.0.0.1", "127.0.0.2", "::1", "0.0.0.0", "::");
    private static final AtomicInteger TOLD = new AtomicInteger();

    static void assertClosed(int port) throws IOException {
        assertThat(port).isBetween(1, 65_535);
        for (String address : HERE) {
            assertThatThrownBy(() -> new Socket(address, port).close())
                    .as("connect to " + address)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("refused");
            InetSocketAddress there = new InetSocketAddress(InetAddress.getByName(address), port);
            for (boolean reuse : new boolean[] {true, false}) {
                try (ServerSocket server = new ServerSocket()) {
                    server.setReuseAddress(reuse);
                    assertThatThrownBy(() -> server.bind(there))
                            .as("serve on " + address)
                            .isInstanceOf(BindException.class);
                }
            }
            try (ServerSocketChannel server = ServerSocketChannel.open()) {
                server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                assertThatThrownBy(() -> server.bind(there))
                        .as("serve on " + address + " with SO_REUSEPORT")
                        .isInstanceOf(BindException.class);
            }
        }
    }

    static class Closed {
        @ClosedPort
        static int ofClass;

        @ClosedPort
        int field;

        @Test
        void parameter(@ClosedPort int port, @ClosedPort Integer another) throws IOException {
            assertClosed(port);
            assertClosed(another);
            assertThat(List.of(port, another, field, ofClass)).doesNotHaveDuplicates();
        }

        @Test
        void fields() throws IOException {
            assertClosed(field);
            assertClosed(ofClass);
        }

        @Test
        void named(@ClosedPort(name = "same") int port, @ClosedPort(name = "same") int same) {
            assertThat(port).isEqualTo(same);
            TOLD.set(port);
        }
    }

    @Test
    void closedToEverybody() {
        Fixture.of(Closed.class).succeed(3);
    }

    @Test
    void opensWithTheEndOfItsScope() throws IOException {
        Fixture.of(Closed.class).succeed(3);
        try (ServerSocket server = new ServerSocket(TOLD.get())) {
            assertThat(server.isBound()).isTrue();
        }
    }
}
