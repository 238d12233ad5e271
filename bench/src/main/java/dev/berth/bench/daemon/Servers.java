package dev.berth.bench.daemon;

import dev.berth.api.PortBlock;
import dev.berth.bench.place.Place;
import dev.berth.bench.runtime.RuntimeBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How the servers are started: both with a pool of the same ports, portserver where no bind is guarded.
 *
 * @param root the checkout
 * @param place where
 */
public record Servers(Path root, Place place) {
    private static final String INFO = "{\"method\":\"org.varlink.service.GetInfo\",\"parameters\":{}}\0";
    /** A port for the first process, which it refuses at once. */
    private static final String NOBODY = "1\n";

    /** {@return where berthd listens} */
    public Path berthdSocket() {
        return place.store().resolveSibling("berth.sock");
    }

    /** Where portserver listens. */
    Path portserverSocket() {
        return place.store().resolveSibling("portserver.sock");
    }

    /**
     * {@return berthd with a pool of so many ports and no other}
     *
     * @param ports how many
     */
    public Server berthd(int ports) throws IOException {
        PortBlock pool = Place.pool(ports);
        String socket = berthdSocket().toString();
        return Server.start(
                List.of(berth(), "serve", "--socket", socket, "--range", pool.start() + "-" + pool.last()),
                berthdSocket(),
                INFO);
    }

    /** portserver with a pool of so many ports. */
    Server portserver(int ports) throws IOException {
        PortBlock pool = Place.pool(ports);
        return Server.start(
                place.outside(List.of(
                        "/usr/bin/portserver",
                        "--portserver_static_pool=" + pool.start() + "-" + pool.last(),
                        "--portserver_address=" + portserverSocket())),
                portserverSocket(),
                NOBODY);
    }

    /** The command line. */
    String berth() {
        return root.resolve("berth").toString();
    }

    /** A client of portserver that is portpicker itself. */
    List<String> portpicker() {
        String script = root.resolve("bench/src/main/python/asker.py").toString();
        return place.outside(
                List.of(RuntimeBench.PYTHON, script, portserverSocket().toString()));
    }

    /** A client in C of berthd. */
    List<String> berthdAsker() {
        return List.of(asker(), "berthd", berthdSocket().toString());
    }

    /** A client in C of portserver. */
    List<String> portserverAsker() {
        return place.outside(List.of(asker(), "portserver", portserverSocket().toString()));
    }

    private String asker() {
        return root.resolve("bench/target/peers/asker").toString();
    }
}
