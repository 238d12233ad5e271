package dev.berth.testkit.kernel;

import dev.berth.api.PortBlock;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ReservedPorts;
import java.io.IOException;

/** The list of reserved ports, in memory. Safe for concurrent use. */
public final class ScriptedReservedPorts implements ReservedPorts {
    private final Script script;
    private PortSet listed = PortSet.EMPTY;
    private PortBlock automatic = PortBlock.between(32_768, 60_999);
    private int firstUnprivileged = 1024;

    ScriptedReservedPorts(Script script) {
        this.script = script;
    }

    @Override
    public PortSet read() throws IOException {
        script.reach("ReservedPorts.read");
        return listed();
    }

    @Override
    public PortBlock automatic() throws IOException {
        script.reach("ReservedPorts.automatic");
        synchronized (this) {
            return automatic;
        }
    }

    @Override
    public int firstUnprivileged() throws IOException {
        script.reach("ReservedPorts.firstUnprivileged");
        synchronized (this) {
            return firstUnprivileged;
        }
    }

    @Override
    public void add(PortSet ports) throws IOException {
        script.reach("ReservedPorts.add " + ports);
        list(listed().plus(ports));
    }

    @Override
    public void remove(PortSet ports) throws IOException {
        script.reach("ReservedPorts.remove " + ports);
        list(listed().minus(ports));
    }

    /** The list as it stands. */
    public synchronized PortSet listed() {
        return listed;
    }

    /** Somebody writes the list. */
    public synchronized void list(PortSet ports) {
        listed = ports;
    }

    /** Somebody sets the range of automatic assignment. */
    public synchronized void automatic(PortBlock range) {
        automatic = range;
    }

    /** Somebody says from which port on anybody may bind. */
    public synchronized void firstUnprivileged(int port) {
        firstUnprivileged = port;
    }

    void reboot() {
        list(PortSet.EMPTY);
    }
}
