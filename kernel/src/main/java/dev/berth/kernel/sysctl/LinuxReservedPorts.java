package dev.berth.kernel.sysctl;

import dev.berth.api.PortBlock;
import dev.berth.kernel.Errno;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ReservedPorts;
import dev.berth.kernel.SyscallException;
import java.io.IOException;

/**
 * The kernel's own list. {@code /proc/sys/net} shows the network namespace of the thread that opens it, so every call
 * opens it afresh. Safe for concurrent use; nothing keeps other writers out, so what was written is read back.
 */
public final class LinuxReservedPorts implements ReservedPorts {
    static final String LIST = "/proc/sys/net/ipv4/ip_local_reserved_ports";
    private static final String RANGE = "/proc/sys/net/ipv4/ip_local_port_range";
    private static final String UNPRIVILEGED = "/proc/sys/net/ipv4/ip_unprivileged_port_start";
    /** One number or two, for those who ask often: memory is zeroed before it is used. */
    private static final int LONGEST_RANGE = 64;

    /**
     * How often a change is written until it stays. Two writers that add at the same moment lose a port in 1 of 200
     * rounds, because the kernel merges word by word without a lock; ten losses in a row are somebody's intent.
     */
    private static final int ROUNDS = 10;

    /**
     * How often the list may change between a look and the write that would have followed. Nothing was written then, and
     * nothing was lost; only somebody who never pauses gets that far.
     */
    private static final int LOOKS = 1_000;

    /** What the kernel takes in one step is longer than this, be it by little. */
    private static final int AT_ONCE = 4_000;

    private final SysctlFile list;
    private final SysctlFile range = new SysctlFile(RANGE, LONGEST_RANGE);
    private final SysctlFile unprivileged = new SysctlFile(UNPRIVILEGED, LONGEST_RANGE);

    /** The list of the thread that asks. */
    public LinuxReservedPorts() {
        this(new SysctlFile(LIST));
    }

    LinuxReservedPorts(SysctlFile list) {
        this.list = list;
    }

    @Override
    public PortSet read() throws IOException {
        return PortList.parse(LIST, list.read());
    }

    @Override
    public PortBlock automatic() throws IOException {
        return PortList.parseRange(RANGE, range.read());
    }

    @Override
    public int firstUnprivileged() throws IOException {
        return PortList.port(UNPRIVILEGED, unprivileged.read().strip());
    }

    @Override
    public void add(PortSet ports) throws IOException {
        PortSet missing = ports;
        for (int round = 0; !missing.isEmpty(); round++) {
            if (round == ROUNDS) {
                throw unstable(missing, "stay");
            }
            list.merge(text(missing));
            missing = ports.minus(read());
        }
    }

    @Override
    public void remove(PortSet ports) throws IOException {
        String seen = list.read();
        PortSet before = PortList.parse(LIST, seen);
        int rounds = 0;
        for (int looks = 0; !before.and(ports).isEmpty(); looks++) {
            if (rounds == ROUNDS || looks == LOOKS) {
                throw unstable(before.and(ports), "go");
            }
            PortSet others = before.minus(ports);
            boolean replaced = list.replace(seen, text(others));
            rounds += replaced ? 1 : 0;
            seen = list.read();
            before = PortList.parse(LIST, seen);
            // Gone although nobody asked: a writer that merged while the list was being replaced, or one that
            // replaced it itself. Keeping a port too many is the smaller harm.
            PortSet lost = replaced ? others.minus(before) : PortSet.EMPTY;
            if (!lost.isEmpty()) {
                add(lost);
            }
        }
    }

    /** What the kernel takes in several steps begins with the ports that automatic assignment chooses from. */
    private String text(PortSet ports) throws IOException {
        String text = PortList.format(ports, PortSet.EMPTY);
        return text.length() <= AT_ONCE ? text : PortList.format(ports, PortSet.of(automatic()));
    }

    private static SyscallException unstable(PortSet ports, String verb) {
        return new SyscallException(
                "pwrite64",
                Errno.EBUSY,
                LIST + " (another program keeps rewriting the list: ports " + ports + " do not " + verb + ")");
    }
}
