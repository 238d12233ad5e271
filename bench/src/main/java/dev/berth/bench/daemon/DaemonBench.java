package dev.berth.bench.daemon;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Reach;
import dev.berth.bench.contest.Rounds;
import dev.berth.bench.contest.Series;
import dev.berth.bench.contest.Subject;
import dev.berth.bench.place.Place;
import dev.berth.bench.runtime.RuntimeBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Measures berthd. Only in the {@link Place} that {@code bench/run} makes. */
public final class DaemonBench implements Subject {
    private final Path root;
    private final Rounds rounds;
    private final int ports;
    private final int holders;

    /**
     * A measurement.
     *
     * @param root the checkout
     * @param rounds how often
     * @param ports how many ports the pools have
     * @param holders how many processes hold a port each while berthd is weighed
     */
    public DaemonBench(Path root, Rounds rounds, int ports, int holders) {
        this.root = root;
        this.rounds = rounds;
        this.ports = ports;
        this.holders = holders;
    }

    @Override
    public String title() {
        return "berthd";
    }

    @Override
    public String scale() {
        return "ports taken";
    }

    @Override
    public Map<String, String> peers(FirstLine versions) throws IOException {
        return RuntimeBench.versions(versions);
    }

    @Override
    public void measure(Series series) throws IOException {
        Servers servers = new Servers(root, Place.here());
        try (Server _ = servers.berthd(ports);
                Server _ = servers.portserver(ports)) {
            clients(servers, series);
        }
        series.say("letting " + holders + " holders come");
        try (Server berthd = servers.berthd(Math.max(ports, holders + 1));
                Holders all = new Holders(servers, berthd, holders)) {
            series.run(all.contest(), new Rounds(rounds.measured(), 0));
        }
        series.run(new Startups(servers, ports).contest(), new Rounds(rounds.measured(), 0));
    }

    private void clients(Servers servers, Series series) throws IOException {
        try (Clients clients = new Clients(servers, ports)) {
            for (int taken : Clients.scales(ports)) {
                series.say("taking " + taken + " of " + ports + " ports");
                clients.fill(taken);
                for (Contest contest : clients.at(taken)) {
                    series.run(contest, rounds);
                }
            }
        }
    }

    @Override
    public List<Reach> reaches() {
        return DaemonReaches.of(ports, holders);
    }

    @Override
    public List<String> notes() {
        return DaemonReaches.NOTES;
    }
}
