package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Greeted by a server that runs as a process of its own, on the port that Maven has reserved. */
class GreetingIT {
    private static final int PORT = Integer.getInteger("http.port");
    private static final long PATIENCE_MILLIS = 30_000;

    @Test
    void theProcessGreets() throws Exception {
        assertEquals("Hello, Ada!", greetingOnceItIsUp("Ada"));
    }

    private static String greetingOnceItIsUp(String guest) throws Exception {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            try {
                return new GreetingClient(PORT).greeting(guest);
            } catch (IOException early) {
                if (System.currentTimeMillis() > deadline) {
                    throw early;
                }
                Thread.sleep(50);
            }
        }
    }
}
