package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.berth.junit.ReservedPort;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A fresh server for each test of the class. */
class SilentGuestTest {
    @ReservedPort
    private int port;

    private GreetingServer server;

    @BeforeEach
    void open() throws Exception {
        server = new GreetingServer(port);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void hasNoGreeting() {
        IOException thrown = assertThrows(IOException.class, () -> new GreetingClient(port).greeting(""));
        assertEquals("no greeting for '': status 404", thrown.getMessage());
    }

    @RepeatedTest(4)
    void disturbsNobody() throws Exception {
        assertThrows(IOException.class, () -> new GreetingClient(port).greeting(""));
        assertEquals("Hello, Ada!", new GreetingClient(port).greeting("Ada"));
    }
}
