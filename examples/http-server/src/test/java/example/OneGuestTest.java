package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.berth.junit.ReservedPort;
import org.junit.jupiter.api.Test;

/** A port of the test's own, and a server on it. */
class OneGuestTest {
    @Test
    void isGreeted(@ReservedPort int port) throws Exception {
        try (GreetingServer server = new GreetingServer(port)) {
            assertEquals("Hello, Ada!", new GreetingClient(port).greeting("Ada"));
        }
    }

    @Test
    void isGreetedOnEitherOfTwo(@ReservedPort int one, @ReservedPort int other) throws Exception {
        try (GreetingServer server = new GreetingServer(one);
                GreetingServer second = new GreetingServer(other)) {
            assertEquals("Hello, Ada!", new GreetingClient(one).greeting("Ada"));
            assertEquals("Hello, Ada!", new GreetingClient(other).greeting("Ada"));
        }
    }
}
