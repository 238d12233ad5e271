package dev.berth.kernel;

import dev.berth.api.PortBlock;
import java.io.IOException;

/**
 * {@code net.ipv4.ip_local_reserved_ports} and its neighbours {@code ip_local_port_range} and
 * {@code ip_unprivileged_port_start}, of the calling thread's network namespace. The list has other writers, on whom no lock is kept.
 */
public interface ReservedPorts {
    /** The whole list. */
    PortSet read() throws IOException;

    /** The ports that automatic assignment chooses from when nothing is reserved. */
    PortBlock automatic() throws IOException;

    /** The first port that the kernel lets anybody bind; those below take a capability. */
    int firstUnprivileged() throws IOException;

    /** Adds the ports and returns when they are there; other writers' ports stay. */
    void add(PortSet ports) throws IOException;

    /** Removes the ports; other ports stay, also those that others add meanwhile. */
    void remove(PortSet ports) throws IOException;
}
