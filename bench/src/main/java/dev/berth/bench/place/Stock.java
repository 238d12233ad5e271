package dev.berth.bench.place;

import dev.berth.api.PortBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Many reservations at once: files of the store, which are there to be written by others, too, and then restored. */
public final class Stock {
    private Stock() {}

    /**
     * Writes the file of a reservation of TCP ports for each block, none of them durably.
     *
     * @param folder the folder, which is made where it is missing
     * @param blocks the blocks
     */
    public static void write(Path folder, List<PortBlock> blocks) throws IOException {
        Files.createDirectories(folder);
        for (PortBlock block : blocks) {
            Files.writeString(folder.resolve("tcp-" + block.start() + "-" + block.count() + ".json"), """
                    {"version":1,"kind":"reservation","protocol":"tcp","start":%d,"count":%d,\
                    "consumers":[{"user":"nobody","uid":65534}],"since":"2026-01-31T12:00:00Z"}
                    """.formatted(
                            block.start(), block.count()));
        }
    }
}
