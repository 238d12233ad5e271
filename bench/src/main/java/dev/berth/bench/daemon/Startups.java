package dev.berth.bench.daemon;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Contestant;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Command;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How soon a server that is started answers its first client. */
final class Startups {
    static final String TITLE = "from the start to the first answer";
    static final String BERTHD = "berthd";
    static final String BERTHD_FRESH = "berthd, which finds no guard in the kernel";

    private final Servers servers;
    private final int ports;

    /**
     * Of servers that do not run.
     *
     * @param ports how many ports their pools have
     */
    Startups(Servers servers, int ports) {
        this.servers = servers;
        this.ports = ports;
    }

    /** The contest. */
    Contest contest() {
        return new Contest(
                TITLE,
                0,
                BERTHD,
                1,
                List.of(
                        Contestant.of(BERTHD_FRESH, this::fresh),
                        Contestant.of(BERTHD, () -> lap(() -> servers.berthd(ports))),
                        Contestant.of("portserver", () -> lap(() -> servers.portserver(ports)))));
    }

    /** Starts a server. */
    @FunctionalInterface
    private interface Start {
        Server server() throws IOException;
    }

    private static Lap lap(Start start) throws IOException {
        try (Server server = start.server()) {
            return new Lap(1, server.readyNanos());
        }
    }

    private Lap fresh() throws IOException {
        new Command("disable", List.of(servers.berth(), "disable", "--purge"), Map.of("BERTH_BUILD", "never"), "")
                .run();
        return lap(() -> servers.berthd(ports));
    }
}
