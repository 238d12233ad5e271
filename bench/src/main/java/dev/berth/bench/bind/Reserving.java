package dev.berth.bench.bind;

import dev.berth.api.PortBlock;
import dev.berth.bench.place.Place;
import dev.berth.bench.place.Stock;
import dev.berth.engine.EnginePorts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Loads a guard and reserves ports, which stay reserved when it has ended: each word is a run, {@code START-LAST/SIZE}. */
final class Reserving {
    private static final int POOL = 20;

    private Reserving() {}

    /** Reserves. */
    public static void main(String[] words) throws IOException {
        List<PortBlock> blocks = new ArrayList<>();
        for (String word : words) {
            String[] numbers = word.split("[-/]", -1);
            int size = Integer.parseInt(numbers[2]);
            for (int start = Integer.parseInt(numbers[0]); start <= Integer.parseInt(numbers[1]); start += size) {
                blocks.add(PortBlock.of(start, size));
            }
        }
        Place place = Place.here();
        Stock.write(place.store(), blocks);
        try (EnginePorts ports = place.engine(POOL)) {
            int reserved = ports.restore().orElseThrow().reservations().size();
            if (reserved != blocks.size()) {
                throw new IOException(reserved + " blocks were reserved instead of " + blocks.size());
            }
        }
    }
}
