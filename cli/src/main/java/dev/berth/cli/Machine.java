package dev.berth.cli;

import dev.berth.api.Entries;
import dev.berth.api.EntryFilter.ServicePorts;
import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.client.ClientPorts;
import dev.berth.client.Watching;
import dev.berth.daemon.CannotServeException;
import dev.berth.daemon.Log;
import dev.berth.kernel.Checkup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What commands act on, opened only by those that need it. */
interface Machine {
    /** The ports, to be closed by the caller: an administrator's own, and for others those of berthd where it is there. */
    Ports ports(Places places);

    /** Tells whether {@link #ports} would be those of berthd. */
    boolean asksBerthd(Places places);

    /** The ports of berthd, whether it is there or not, to be closed by the caller. */
    ClientPorts berthd(Places places);

    /** The entries of the TCP and UDP tables; the ports, which their filters may ask, stay the caller's to close. */
    Entries entries(Places places, Ports ports);

    /** The names of ports, those of a protocol first. */
    ServicePorts services(Protocol protocol);

    /** The name of a network interface, or its number where it has none. */
    String interfaceName(int index);

    /** How wide the terminal is that standard output leads to; empty where there is none. */
    OptionalInt columns();

    /** The clock. */
    Pace pace();

    /**
     * Becomes the command that the command line ends with, which is to find these variables in its environment. Does not
     * return, where the machine is real.
     *
     * @throws IOException if it cannot, with the reason of {@code execve(2)}
     */
    void become(List<String> command, Map<String, String> variables) throws IOException;

    /**
     * Is berthd, until the process is asked to end.
     *
     * @param policy the policy's file; the usual one where empty
     * @param portservers where to speak the portserver protocol
     * @param tell takes what an administrator may want to know, as sentences
     * @throws CannotServeException if it cannot be, with the reason and the way out
     */
    void serve(Places places, Optional<Path> policy, List<String> portservers, Log tell) throws CannotServeException;

    /**
     * Tells what happens: as berthd tells it, or where there is none and an administrator asks, as the kernel does. Returns
     * when nothing more can be told.
     *
     * @param watcher what it throws ends the watching
     * @param tell takes what an administrator may want to know, as sentences
     */
    Outcome<Long> watch(Places places, Watching.Watcher watcher, Log tell);

    /** What this machine can do. */
    Checkup checkup(Places places);
}
