package dev.berth.bench.entries;

import dev.berth.bench.contest.Mark;
import dev.berth.bench.contest.Reach;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What listing and closing entries is to reach. */
final class EntriesReaches {
    /** How the contestants are to be understood. */
    static final List<String> NOTES = List.of(
            "All sockets are TCP over loopback in a network namespace of its own, a quarter of the connections IPv6, held by processes"
                    + " of at most 16,000 each. Contestants in process run in a JVM or program of their own and take their time"
                    + " themselves; `ss` and `./berth` are processes from start to end, their output read through a pipe."
                    + " In each lap contestants had to count the same.",
            "OSHI always looks for owners. Where they are not asked for it is given a `/proc` without processes, so that it is spared"
                    + " that. To close one connection takes `ss` a process; ten are closed in a lap, and the time is that of one."
                    + " Before any other socket is there Berth closes alone, so that what changes with their number is not its"
                    + " warming up.");

    private static final double C_TIMES = 1.2;
    private static final int OSHI_LIST = 5;
    private static final int OSHI_OWNERS = 4;
    private static final int SS_OWNERS = 8;
    private static final double FLAT = 1.5;
    private static final int CLOSE_MICROS = 100;
    private static final int MANY = 80_000;
    private static final int SOME = 20_000;

    private EntriesReaches() {}

    /**
     * {@return what is to be reached at these scales}
     *
     * @param scales numbers of sockets
     */
    static List<Reach> of(List<Integer> scales) {
        List<Integer> closing = Stream.concat(Stream.of(0), scales.stream()).toList();
        Mark close = new Mark(EntriesContests.CLOSE, closing.getLast(), EntriesContests.BERTH);
        Reach flat = new Reach.Flat(close, closing, FLAT, "flat from 0 on: ≤ 1.5 × the least");
        return Stream.concat(scales.stream().flatMap(EntriesReaches::at), Stream.of(flat))
                .toList();
    }

    private static Stream<Reach> at(int sockets) {
        Mark list = new Mark(EntriesContests.LIST, sockets, EntriesContests.BERTH);
        Mark owners = new Mark(EntriesContests.OWNERS, sockets, EntriesContests.BERTH);
        Mark close = new Mark(EntriesContests.CLOSE, sockets, EntriesContests.BERTH);
        Mark closeAll = new Mark(EntriesContests.CLOSE_ALL, sockets, EntriesContests.BERTH);
        Mark small = new Mark(EntriesContests.SMALL, sockets, EntriesContests.BERTH_SMALL);
        Mark command = new Mark(EntriesContests.COMMAND, sockets, EntriesContests.BERTH_COMMAND);
        Stream<Reach> always = Stream.of(
                new Reach.AtMost(list, C_TIMES, rival(list, EntriesContests.C), "≤ 1.2 × C program"),
                new Reach.Within(close, TimeUnit.MICROSECONDS.toNanos(CLOSE_MICROS), "≤ 100 µs"),
                new Reach.Faster(closeAll, 1, rival(closeAll, EntriesContests.SS_CLOSE), "faster than ss -K"));
        Stream<Reach> atSome =
                Stream.of(new Reach.Faster(command, 1, rival(command, EntriesContests.SS), "faster than ss -Htanp"));
        Stream<Reach> atMany = Stream.of(
                new Reach.Faster(list, OSHI_LIST, rival(list, EntriesContests.OSHI), "≥ 5 × faster than OSHI"),
                new Reach.Faster(owners, SS_OWNERS, rival(owners, EntriesContests.SS), "≥ 8 × faster than ss -Htanp"),
                new Reach.Faster(owners, OSHI_OWNERS, rival(owners, EntriesContests.OSHI), "≥ 4 × faster than OSHI"),
                new Reach.Held(small, "in 32 MB of heap"));
        return Stream.of(
                        always,
                        sockets >= SOME ? atSome : Stream.<Reach>of(),
                        sockets >= MANY ? atMany : Stream.<Reach>of())
                .flatMap(reaches -> reaches);
    }

    private static Mark rival(Mark mark, String name) {
        return new Mark(mark.title(), mark.scale(), name);
    }
}
