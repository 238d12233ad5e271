package dev.berth.bench.entries;

import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Connections over loopback that are there to be closed from outside: a process holds both ends. */
final class Victims implements AutoCloseable {
    /** The port to which all of them are connected. */
    static final int PORT = 9000;

    private final Worker holder;

    Victims(Path program) throws IOException {
        holder = Worker.start(List.of(program.toString()));
    }

    /** Closes connections, and tells how long that took. */
    @FunctionalInterface
    interface Closer {
        /**
         * Closes them.
         *
         * @param ports their own ports; the other end has {@link #PORT}
         * @return nanoseconds
         */
        long close(List<Integer> ports) throws IOException;
    }

    /**
     * Opens fresh connections, has them closed, and asks their process how many of them were.
     *
     * @param count how many
     * @param closer who closes them
     * @return how many were closed, in what time
     */
    Lap lap(int count, Closer closer) throws IOException {
        List<Integer> ports = Stream.of(holder.ask("open " + count).split(" ", -1))
                .skip(1)
                .map(Integer::valueOf)
                .toList();
        long nanos = closer.close(ports);
        long closed = Long.parseLong(holder.ask("aborted").split(" ", -1)[1]);
        holder.ask("drop");
        return new Lap(closed, nanos);
    }

    @Override
    public void close() {
        holder.close();
    }
}
