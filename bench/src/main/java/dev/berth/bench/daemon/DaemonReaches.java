package dev.berth.bench.daemon;

import dev.berth.bench.contest.Mark;
import dev.berth.bench.contest.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What berthd is to reach. */
final class DaemonReaches {
    /** How the contestants are to be understood. */
    static final List<String> NOTES = List.of(
            "All of it happens in a network namespace and a guarded cgroup of its own; portserver and its clients run outside"
                    + " that cgroup, where the guard costs them nothing. Each client is a process of its own, a JVM, a Python"
                    + " or a program in C, that does 200 operations in a lap and tells the median of the times that one took."
                    + " Where ports are taken it does 10, and tells their mean, because a walk through the whole pool falls"
                    + " on one of them. Where eight ask at once, the time is that of all of them together,"
                    + " divided by how often a port was had: 100 µs are 10,000 a second.",
            "Berth's clients keep a connection and acquire and release, two calls. Those of portserver connect for each"
                    + " request, as its protocol has it: \"portserver\" is asked by portpicker's own client, \"client in C\" by"
                    + " nothing but system calls. Each request is made for a process of its own, which is there before the first"
                    + " request of a lap; its end, which is what gives the port back, is not timed either. Nothing keeps others"
                    + " from a port of portserver.",
            "berthd's memory is what Linux calls its resident set, with everything it shares. A holder is a process in C that"
                    + " has acquired one port, over a connection that it keeps. The start ends when berthd has answered"
                    + " GetInfo, or portserver has refused a port; both are asked five times a millisecond.");

    private static final int FREE_MICROS = 200;
    private static final int CROWD_MICROS = 100;
    private static final int FULL_MILLIS = 1;
    private static final long MOST_BYTES = 80_000_000;
    private static final int READY_MILLIS = 500;

    private DaemonReaches() {}

    /** What is to be reached with pools of so many ports, and so many holders. */
    static List<Reach> of(int ports, int holders) {
        List<Reach> reaches = new ArrayList<>();
        for (int taken : Clients.scales(ports)) {
            Mark mark = new Mark(taken == ports ? Clients.REFUSED : Clients.PAIR, taken, Clients.BERTH);
            reaches.add(
                    taken == 0
                            ? new Reach.Within(mark, TimeUnit.MICROSECONDS.toNanos(FREE_MICROS), "≤ 0.2 ms")
                            : new Reach.Within(mark, TimeUnit.MILLISECONDS.toNanos(FULL_MILLIS), "≤ 1 ms"));
        }
        for (String client : List.of(Clients.BERTH, Clients.BERTH_C)) {
            Mark crowd = new Mark(Clients.CROWD, 0, client);
            long most = TimeUnit.MICROSECONDS.toNanos(CROWD_MICROS);
            reaches.add(new Reach.Within(crowd, most, "≥ 10,000 pairs a second: " + client));
        }
        reaches.add(new Reach.Within(new Mark(Holders.TITLE, holders, Holders.BERTHD), MOST_BYTES, "≤ 80 MB"));
        for (String start : List.of(Startups.BERTHD, Startups.BERTHD_FRESH)) {
            Mark mark = new Mark(Startups.TITLE, 0, start);
            reaches.add(new Reach.Within(mark, TimeUnit.MILLISECONDS.toNanos(READY_MILLIS), "≤ 0.5 s: " + start));
        }
        return reaches;
    }
}
