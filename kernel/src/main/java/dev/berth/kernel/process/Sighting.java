package dev.berth.kernel.process;

import dev.berth.kernel.bpf.SocketOwnerIterator;
import java.io.IOException;

/**
 * What was seen of the sockets that processes have open.
 *
 * @param sockets those that were seen
 * @param whole whether every process of the machine was looked into, so that nobody has what was not seen
 */
record Sighting(OpenSockets sockets, boolean whole) {
    /** A way to look. */
    interface Way {
        Sighting look() throws IOException;
    }

    /**
     * By the kernel's own iterator.
     *
     * @throws dev.berth.kernel.UnsupportedException where that cannot be
     */
    static Sighting byIterator() throws IOException {
        OpenSockets.Collector sockets = new OpenSockets.Collector();
        SocketOwnerIterator.read(sockets::add);
        return new Sighting(sockets.collected(), true);
    }

    /** By looking through the descriptors of each process, as far as the caller may. */
    static Sighting byDescriptors() throws IOException {
        return Descriptors.ofAll();
    }
}
