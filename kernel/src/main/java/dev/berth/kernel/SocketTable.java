package dev.berth.kernel;

import dev.berth.api.Protocol;
import java.io.IOException;
import java.util.List;

/** The sockets of the calling thread's network namespace. */
public interface SocketTable {
    /**
     * Every socket whose local port is one of these, of both families and in every state that the kernel lists: from
     * Linux 6.8 on also those that are bound and nothing more. Sorted by port; processes named where the caller may see
     * them.
     */
    List<Holder> holders(Protocol protocol, PortSet ports) throws IOException;
}
