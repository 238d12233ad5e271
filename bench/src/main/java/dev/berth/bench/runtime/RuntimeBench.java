package dev.berth.bench.runtime;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Reach;
import dev.berth.bench.contest.Rounds;
import dev.berth.bench.contest.Series;
import dev.berth.bench.contest.Subject;
import dev.berth.bench.peer.Command;
import dev.berth.bench.place.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures runtime reservations. Only in the {@link Place} that {@code bench/run} makes. */
public final class RuntimeBench implements Subject {
    static final String PROCESS = "acquire a port and print it, as a process";
    static final String BERTH_COMMAND = "./berth acquire tcp -- printenv BERTH_PORT";
    static final String PORTPICKER_COMMAND = "python3 -m portpicker";
    /** The one that Debian's packages are for; another one may come first in the path. */
    public static final String PYTHON = "/usr/bin/python3";

    /** Endings are short, and it is their longest that counts. */
    private static final int MORE_ENDINGS = 4;

    private final Path root;
    private final Rounds rounds;
    private final int ports;

    /**
     * A measurement.
     *
     * @param root the checkout
     * @param rounds how often
     * @param ports how many ports the pools have
     */
    public RuntimeBench(Path root, Rounds rounds, int ports) {
        this.root = root;
        this.rounds = rounds;
        this.ports = ports;
    }

    @Override
    public String title() {
        return "Runtime reservations";
    }

    @Override
    public String scale() {
        return "ports taken";
    }

    @Override
    public Map<String, String> peers(FirstLine versions) throws IOException {
        return versions(versions);
    }

    /**
     * {@return the versions of the peers, name by name}
     *
     * @param versions who asks them
     */
    public static Map<String, String> versions(FirstLine versions) throws IOException {
        Map<String, String> peers = new LinkedHashMap<>();
        String version = "import importlib.metadata as m; print(m.version('portpicker'))";
        peers.put("portpicker, portserver", versions.of(List.of(PYTHON, "-c", version)));
        peers.put("Python", versions.of(List.of(PYTHON, "-V")));
        peers.put("C", versions.of(List.of("gcc", "--version")) + ", -O2");
        return peers;
    }

    @Override
    public void measure(Series series) throws IOException {
        Place place = Place.here();
        try (Acquisitions acquisitions = new Acquisitions(root, place, ports)) {
            for (int taken : Acquisitions.scales(ports)) {
                series.say("taking " + taken + " of " + ports + " ports");
                acquisitions.fill(taken);
                for (Contest contest : acquisitions.at(taken)) {
                    series.run(contest, rounds);
                }
            }
        }
        series.run(processes(), rounds);
        try (Endings endings = new Endings(root, ports)) {
            series.run(endings.contest(), new Rounds(MORE_ENDINGS * rounds.measured(), 0));
        }
    }

    private Contest processes() {
        List<String> berth =
                List.of(root.resolve("berth").toString(), "acquire", "tcp", "--", "printenv", "BERTH_PORT");
        return new Contest(
                PROCESS,
                0,
                BERTH_COMMAND,
                1,
                List.of(
                        new Command(BERTH_COMMAND, berth, Map.of("BERTH_BUILD", "never"), ""),
                        new Command(PORTPICKER_COMMAND, List.of(PYTHON, "-m", "portpicker"), Map.of(), "")));
    }

    @Override
    public List<Reach> reaches() {
        return RuntimeReaches.of(ports);
    }

    @Override
    public List<String> notes() {
        return RuntimeReaches.NOTES;
    }
}
