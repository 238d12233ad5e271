package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** An HTTP server that greets whoever is named: {@code GET /greetings/Ada}. */
public final class GreetingServer implements AutoCloseable {
    private static final String PLACE = "/greetings/";

    private final HttpServer server;

    /** Serves on a port until it is closed. */
    public GreetingServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext(PLACE, GreetingServer::greet);
        server.start();
    }

    /** Serves on the port that is named, until the process ends. */
    public static void main(String[] words) throws IOException {
        new GreetingServer(Integer.parseInt(words[0]));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void greet(HttpExchange exchange) throws IOException {
        String guest = exchange.getRequestURI().getPath().substring(PLACE.length());
        byte[] answer = ("Hello, " + guest + "!").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(guest.isEmpty() ? 404 : 200, answer.length);
        try (exchange) {
            exchange.getResponseBody().write(answer);
        }
    }
}
