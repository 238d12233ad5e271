package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.berth.junit.ClosedPort;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Nobody listens, and nobody can: the port stays closed as long as the test runs. */
class NobodyThereTest {
    @Test
    void isSaid(@ClosedPort int port) {
        IOException thrown = assertThrows(IOException.class, () -> new GreetingClient(port).greeting("Ada"));
        assertEquals("nobody greets at http://localhost:" + port + "/greetings/", thrown.getMessage());
    }
}
