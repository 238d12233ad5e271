package dev.berth.bench.daemon;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Contestant;
import dev.berth.bench.daemon.Crowd.Request;
import dev.berth.bench.peer.Jvm;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Clients of both servers, who run on while the pools fill, and their contests. */
final class Clients implements AutoCloseable {
    static final String PAIR = "acquire and release one port, one client";
    static final String CROWD = "the same, eight clients at once, time divided by pairs";
    static final String REFUSED = "refusal where no port is left, one client";

    static final String BERTH = "Berth";
    static final String BERTH_C = "Berth, client in C";
    private static final String PORTSERVER = "portserver";
    private static final String PORTSERVER_C = "portserver, client in C";

    /** How often a client does it in a lap where it takes everybody less than a millisecond. */
    private static final int OFTEN = 200;
    /** How often where it does not. */
    private static final int SOMETIMES = 10;

    private final int ports;
    private final Crowd berth;
    private final Crowd portserver;
    private final List<Crowd> all;

    /**
     * Starts them; both servers run.
     *
     * @param ports how many ports the pools have
     */
    Clients(Servers servers, int ports) throws IOException {
        this.ports = ports;
        List<String> client = Jvm.command(
                ClientWorker.class, List.of(), servers.berthdSocket().toString());
        berth = new Crowd(BERTH, Request.PAIR, client);
        portserver = new Crowd(PORTSERVER, Request.FOR_A_PROCESS, servers.portpicker());
        all = List.of(
                berth,
                new Crowd(BERTH_C, Request.PAIR, servers.berthdAsker()),
                portserver,
                new Crowd(PORTSERVER_C, Request.FOR_A_PROCESS, servers.portserverAsker()));
    }

    /** How many ports of a pool are taken for the contests, in turn: none, 99.9 %, all. */
    static List<Integer> scales(int ports) {
        return List.of(0, ports - Math.max(2, ports / 1_000), ports);
    }

    /** Takes so many ports of the pools; not less than before. */
    void fill(int taken) throws IOException {
        for (Crowd crowd : taken == 0 ? List.<Crowd>of() : List.of(berth, portserver)) {
            long held = crowd.fill(taken);
            if (held != taken) {
                throw new IOException(held + " ports of a pool were taken instead of " + taken);
            }
        }
    }

    /** The contests where so many ports are taken. */
    List<Contest> at(int taken) {
        if (taken == ports) {
            return List.of(contest(REFUSED, taken, SOMETIMES, crowd -> crowd.refused(SOMETIMES)));
        }
        if (taken > 0) {
            return List.of(contest(PAIR, taken, SOMETIMES, crowd -> crowd.oneOnAverage(SOMETIMES)));
        }
        // Those of portserver hold what they ask for to the end of the lap.
        int often = Math.min(OFTEN, ports / Crowd.SIZE);
        return List.of(
                contest(PAIR, taken, OFTEN, crowd -> crowd.one(OFTEN)),
                contest(CROWD, taken, Crowd.SIZE * often, crowd -> crowd.all(often)));
    }

    private Contest contest(String title, int taken, int expected, Function<Crowd, Contestant> part) {
        return new Contest(title, taken, BERTH, expected, all.stream().map(part).toList());
    }

    @Override
    public void close() {
        all.forEach(Crowd::close);
    }
}
