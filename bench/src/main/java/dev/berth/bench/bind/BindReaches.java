package dev.berth.bench.bind;

import dev.berth.bench.contest.Mark;
import dev.berth.bench.contest.Reach;
import java.util.List;

/** What an ordinary bind is to reach. */
final class BindReaches {
    /** How the contestants are to be understood. */
    static final List<String> NOTES = List.of(
            "Each contestant is the same program in C, in a network namespace and a cgroup of its own, and under a guard of its"
                    + " own where it has one. It binds TCP ports over IPv4, 42000 to 42063, which are no part of any reservation,"
                    + " not even where 60,000 are; a bind of a port that is reserved was refused before. All run on one"
                    + " processor, in turns, a lap of " + Binders.TIMES
                    + " binds each; a lap tells the median of its ten batches of 64.",
            "In \"" + Binders.BIND
                    + "\" the time is that of bind(2) alone: sockets are made before and closed afterwards, so the"
                    + " hook at the last close is no part of it. In \"" + Binders.PASS + "\" it is that of everything"
                    + " which a bind needs to be done once more, the hook at the last close among it.",
            "Empty programs are two instructions, `return 1`, on the five hooks of the guard. \"No hook\" is a cgroup without"
                    + " a program on a machine where other cgroups have some: the kernel looks whether this one has.");

    private static final int MOST_NANOS = 80;
    private static final double FLAT = 1.05;

    /** What is to be reached. */
    static final List<Reach> ALL = List.of(
            new Reach.Adds(mark(Binders.GUARD), mark(Binders.EMPTY), MOST_NANOS, "adds ≤ 80 ns to empty programs"),
            flat(Binders.SOME, "1,000 ports: ≤ 1.05 × guard with none"),
            flat(Binders.MANY, "60,000 ports: ≤ 1.05 × guard with none"),
            flat(Binders.MANY_BLOCKS, "60,000 ports in 600 blocks: ≤ 1.05 × guard with none"));

    private BindReaches() {}

    private static Reach flat(String who, String words) {
        return new Reach.AtMost(mark(who), FLAT, mark(Binders.GUARD), words);
    }

    private static Mark mark(String name) {
        return new Mark(Binders.BIND, Binders.TIMES, name);
    }
}
