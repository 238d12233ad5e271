package dev.berth.bench.entries;

import dev.berth.bench.peer.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes that hold an exact number of TCP sockets open, until this is closed. */
final class Holders implements AutoCloseable {
    /** No process may have more than 20,000 descriptors on some machines. */
    private static final int MOST = 16_000;

    private final List<Worker> workers = new ArrayList<>();

    private Holders() {}

    static Holders of(Path program, int sockets) throws IOException {
        Holders holders = new Holders();
        try {
            for (int left = sockets, index = 0; left > 0; index++) {
                int share = Math.min(left, MOST);
                Worker worker = Worker.start(List.of(program.toString()));
                holders.workers.add(worker);
                worker.ask("hold " + share + " " + index);
                left -= share;
            }
            return holders;
        } catch (IOException failed) {
            holders.close();
            throw failed;
        }
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
