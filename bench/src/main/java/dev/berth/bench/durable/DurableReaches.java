package dev.berth.bench.durable;

import dev.berth.bench.contest.Mark;
import dev.berth.bench.contest.Reach;
import java.util.List;

/** What durable changes are to reach. */
final class DurableReaches {
    /** How the contestants are to be understood. */
    static final List<String> NOTES = List.of(
            "Berth is an engine in a JVM of its own, with a guard and no daemon, that creates and deletes five times in a lap and"
                    + " tells the mean. The file sequence is a program in C that does what is needed to have the same bytes on the"
                    + " same disk durably, and to have them gone durably: new file, write, fsync, rename, fsync of the"
                    + " folder; unlink, fsync of the folder. It waits three times for the disk, as Berth does.",
            "Other reservations are of one port each, no two of them neighbors, so that the list of reserved ports has as many"
                    + " numbers. There are as many files beside that of the sequence.",
            "Berth's parts are one engine's, for another one would read anew what the first has changed. A delete in vain is all"
                    + " that a change does before its first step and create and delete do twice. What is left when these two"
                    + " and the file sequence are taken from the whole is what the guard, the list of reserved ports and the"
                    + " looks for sockets in the block take.");

    private static final double ONE_PORT = 1.5;
    private static final double MANY_PORTS = 2;

    /** What is to be reached, where there is nothing else. */
    static final List<Reach> ALL = List.of(
            atMost(1, ONE_PORT, "≤ 1.5 × the file sequence"), atMost(10_000, MANY_PORTS, "≤ 2 × the file sequence"));

    private DurableReaches() {}

    private static Reach atMost(int size, double times, String words) {
        String title = Changes.title(size);
        return new Reach.AtMost(new Mark(title, 0, Changes.BERTH), times, new Mark(title, 0, Changes.SEQUENCE), words);
    }
}
