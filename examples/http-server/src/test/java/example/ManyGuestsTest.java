package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.berth.junit.ReservedPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One server for all tests of the class. */
class ManyGuestsTest {
    @ReservedPort
    private static int port;

    private static GreetingServer server;

    @BeforeAll
    static void open() throws Exception {
        server = new GreetingServer(port);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "Grace", "Edsger", "Barbara"})
    void areGreetedByName(String guest) throws Exception {
        assertEquals("Hello, " + guest + "!", new GreetingClient(port).greeting(guest));
    }
}
