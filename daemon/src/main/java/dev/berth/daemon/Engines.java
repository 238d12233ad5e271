package dev.berth.daemon;

import dev.berth.engine.Associations;
import dev.berth.engine.EnginePorts;
import dev.berth.engine.Steward;
import dev.berth.kernel.Kernel;

/**
 * The engine, as it stands to those who ask.
 *
 * @param kernel the kernel that it works with
 * @param administrators does what it is told
 * @param guests refuses everything that administrators alone may do
 * @param steward acquires and releases for anybody
 * @param associations lets sockets in for anybody
 */
record Engines(
        Kernel kernel, EnginePorts administrators, EnginePorts guests, Steward steward, Associations associations)
        implements AutoCloseable {
    /** The ports as somebody may use them. */
    EnginePorts of(Asker asker) {
        return asker.administrator() ? administrators : guests;
    }

    @Override
    public void close() {
        administrators.close();
        guests.close();
    }
}
