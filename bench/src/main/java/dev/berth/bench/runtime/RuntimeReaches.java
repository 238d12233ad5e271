package dev.berth.bench.runtime;

import dev.berth.bench.contest.Mark;
import dev.berth.bench.contest.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What runtime reservations are to reach. */
final class RuntimeReaches {
    /** How the contestants are to be understood. */
    static final List<String> NOTES = List.of(
            "All of it happens in a network namespace and a guarded cgroup of its own; peers in process run outside that cgroup,"
                    + " where the guard costs them nothing. Contestants in process are a JVM or program of their own that does"
                    + " 500 operations in a lap, or 10 where ports are taken, and tells the time of one. \"Berth, tcp+udp\" is"
                    + " the same JVM as \"Berth\", for an engine reads anew what another process has changed.",
            "portpicker and `bind(0)` hand out a port that is nobody's: whoever binds it first has it. portpicker looks"
                    + " for one that is free for TCP and UDP, as \"Berth, tcp+udp\" does. portserver promises its port to one"
                    + " process among those that ask it, and takes it back when that has ended: each request is made by"
                    + " portpicker's client for a process of its own, which is there before the first one and ends before the"
                    + " next; only the request is timed. It looks through its pool in turns, so that ten requests with ten ports"
                    + " left go through all of it once.",
            "How soon a stranger has bound a port is taken from the moment before kill(2) or close(2) to the moment after the"
                    + " first bind(2) that succeeded, of a C program that tries without a pause. The owners are JVMs, except"
                    + " for the command of `berth acquire`; those that are killed are fresh ones. No engine does anything"
                    + " meanwhile but the owner's.");

    private static final int FREE_MICROS = 50;
    private static final int FULL_MILLIS = 1;
    private static final int END_MILLIS = 10;

    private RuntimeReaches() {}

    /** What is to be reached with pools of so many ports. */
    static List<Reach> of(int ports) {
        List<Reach> reaches = new ArrayList<>();
        for (int taken : Acquisitions.scales(ports)) {
            String title = taken == ports ? Acquisitions.REFUSED : Acquisitions.PAIR;
            Mark mark = new Mark(title, taken, Acquisitions.BERTH);
            reaches.add(
                    taken == 0
                            ? new Reach.Within(mark, TimeUnit.MICROSECONDS.toNanos(FREE_MICROS), "≤ 50 µs")
                            : new Reach.Within(mark, TimeUnit.MILLISECONDS.toNanos(FULL_MILLIS), "≤ 1 ms"));
        }
        Mark process = new Mark(RuntimeBench.PROCESS, 0, RuntimeBench.BERTH_COMMAND);
        Mark peer = new Mark(RuntimeBench.PROCESS, 0, RuntimeBench.PORTPICKER_COMMAND);
        reaches.add(new Reach.AtMost(process, 1, peer, "≤ portpicker"));
        for (String ending : List.of(Endings.KILLED, Endings.COMMAND_KILLED, Endings.CLOSED, Endings.RELEASED)) {
            Mark mark = new Mark(Endings.TITLE, 1, ending);
            reaches.add(new Reach.Always(
                    mark, TimeUnit.MILLISECONDS.toNanos(END_MILLIS), "≤ 10 ms " + ending.replace("Berth, ", "after ")));
        }
        return reaches;
    }
}
