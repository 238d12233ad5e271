package dev.berth.bench.durable;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.ReservationRequest;
import dev.berth.bench.contest.Lap;
import dev.berth.bench.peer.Answering;
import dev.berth.bench.place.Place;
import dev.berth.engine.EnginePorts;
import java.io.IOException;

/**
 * Berth in process: {@code pair N START COUNT} creates a TCP block and deletes it, N times; {@code create 1 START COUNT} and
 * {@code delete 1 START COUNT} do half of that; {@code vain N START COUNT} deletes a block that is not there;
 * {@code lookup N START COUNT} looks for one that is not there; {@code restore 1 0 0} restores and counts what there is. The
 * time is that of one.
 */
final class DurableWorker implements Answering {
    private static final int POOL = 20;

    private final EnginePorts ports;

    private DurableWorker(EnginePorts ports) {
        this.ports = ports;
    }

    /** Serves, in the place that the environment names. */
    public static void main(String[] words) throws IOException {
        try (EnginePorts ports = Place.here().engine(POOL)) {
            new DurableWorker(ports).serve();
        }
    }

    @Override
    public Lap lap(String line) throws IOException {
        String[] words = line.split(" ", -1);
        PortBlock block = PortBlock.of(Integer.parseInt(words[2]), Integer.parseInt(words[3]));
        if (words[0].equals("restore")) {
            return new Lap(ports.restore().orElseThrow().reservations().size(), 0);
        }
        int times = Integer.parseInt(words[1]);
        long count = 0;
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            count += done(words[0], block) ? 1 : 0;
        }
        return new Lap(count, (System.nanoTime() - start) / times);
    }

    private boolean done(String task, PortBlock block) throws IOException {
        return switch (task) {
            case "pair" -> isDone(create(block)) && isDone(delete(block));
            case "create" -> isDone(create(block));
            case "delete" -> isDone(delete(block));
            case "vain" -> delete(block).code() == Code.ERROR_NOT_FOUND;
            case "lookup" -> ports.lookup(Protocol.TCP, block).code() == Code.ERROR_NOT_FOUND;
            default -> throw new IOException("no such task: " + task);
        };
    }

    private Outcome<Reservation> create(PortBlock block) {
        return ports.create(ReservationRequest.of(Protocol.TCP, block));
    }

    private Outcome<Reservation> delete(PortBlock block) {
        return ports.delete(Protocol.TCP, block);
    }

    private static boolean isDone(Outcome<Reservation> outcome) {
        outcome.orElseThrow();
        return true;
    }
}
