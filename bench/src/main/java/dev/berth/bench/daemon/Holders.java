package dev.berth.bench.daemon;

import dev.berth.bench.contest.Contest;
import dev.berth.bench.contest.Contestant;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.contest.Unit;
import dev.berth.bench.peer.Worker;
import java.io.IOException;
import java.util.List;

/** What berthd weighs while many processes hold a connection and a port each. */
final class Holders implements AutoCloseable {
    static final String TITLE = "resident memory of berthd, with holders of a connection and a port each";
    static final String BERTHD = "berthd";

    private final int number;
    private final Server berthd;
    private final Worker asker;

    /**
     * Lets them come.
     *
     * @param number how many
     */
    Holders(Servers servers, Server berthd, int number) throws IOException {
        this.number = number;
        this.berthd = berthd;
        asker = Worker.start(servers.berthdAsker());
        long held = asker.lap("hold " + number).count();
        if (held != number) {
            asker.close();
            throw new IOException(held + " processes hold a port instead of " + number);
        }
    }

    /** The contest. */
    Contest contest() {
        return new Contest(TITLE, number, BERTHD, 1, List.of(Contestant.of(BERTHD, this::weigh)), Unit.MEMORY);
    }

    private Lap weigh() throws IOException {
        long served = asker.lap("pair 1").count();
        return new Lap(served, berthd.residentBytes());
    }

    @Override
    public void close() {
        asker.close();
    }
}
