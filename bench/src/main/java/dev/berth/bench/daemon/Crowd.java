package dev.berth.bench.daemon;

import dev.berth.bench.contest.Contestant;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Some clients of one kind, each a process of its own. */
final class Crowd implements AutoCloseable {
    /** How many there are. */
    static final int SIZE = 8;

    private static final String MEAN = " mean";

    private final String name;
    private final Request request;
    private final List<Worker> workers = new ArrayList<>();

    /** What one asks for, each time. */
    enum Request {
        /** A port, and gives it back. */
        PAIR("pair", "pair"),
        /** A port for a process that is made before and ended afterwards, neither of which is timed. */
        FOR_A_PROCESS("each", "ask");

        private final String alone;
        private final String together;

        Request(String alone, String together) {
            this.alone = alone;
            this.together = together;
        }
    }

    /**
     * Starts them.
     *
     * @param name what they are called as contestants
     * @param request what they ask for
     * @param command what each of them executes
     */
    Crowd(String name, Request request, List<String> command) throws IOException {
        this.name = name;
        this.request = request;
        for (int i = 0; i < SIZE; i++) {
            workers.add(Worker.start(command));
        }
    }

    /** One of them, so often in a lap; the time is the median of what it took. */
    Contestant one(int times) {
        return Contestant.of(name, () -> workers.getFirst().lap(request.alone + " " + times));
    }

    /** The same; the time is the mean. */
    Contestant oneOnAverage(int times) {
        return Contestant.of(name, () -> workers.getFirst().lap(request.alone + " " + times + MEAN));
    }

    /** All of them at once, each so often in a lap; the time is that of all divided by how often it was done. */
    Contestant all(int times) {
        return Contestant.of(name, () -> {
            if (request == Request.PAIR) {
                return atOnce(request.together + " " + times);
            }
            tell("prepare " + times);
            Lap lap = atOnce(request.together + " " + times);
            tell("drop 0");
            return lap;
        });
    }

    /** One of them where no port is left, so often in a lap; the time is the mean of what it took. */
    Contestant refused(int times) {
        return Contestant.of(name, () -> workers.getFirst().lap("refused " + times + MEAN));
    }

    /** Has one of them hold so many ports; answers how many it holds. */
    long fill(int taken) throws IOException {
        return workers.getFirst().lap("fill " + taken).count();
    }

    private Lap atOnce(String line) throws IOException {
        long start = System.nanoTime();
        for (Worker worker : workers) {
            worker.say(line);
        }
        long count = 0;
        for (Worker worker : workers) {
            count += worker.finish(line).count();
        }
        return new Lap(count, (System.nanoTime() - start) / Math.max(1, count));
    }

    private void tell(String line) throws IOException {
        for (Worker worker : workers) {
            worker.lap(line);
        }
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
