package example;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks a {@link GreetingServer} of this machine. */
public final class GreetingClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;

    /** A client of the server on a port. */
    public GreetingClient(int port) {
        server = URI.create("http://localhost:" + port + "/greetings/");
    }

    /** The greeting for a guest; throws where it has none, and where nobody listens. */
    public String greeting(String guest) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(guest)).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("no greeting for '" + guest + "': status " + answer.statusCode());
            }
            return answer.body();
        } catch (ConnectException nobody) {
            throw new IOException("nobody greets at " + server, nobody);
        }
    }
}
