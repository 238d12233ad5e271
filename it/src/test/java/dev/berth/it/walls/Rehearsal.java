package dev.berth.it.walls;

import dev.berth.api.AcquiredBlock;
import dev.berth.api.Entry;
import dev.berth.api.EntryQuery;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.engine.Associations;
import dev.berth.engine.EngineEntries;
import dev.berth.engine.EnginePorts;
import dev.berth.iphlpapi.IpHelper;
import dev.berth.iphlpapi.WinSock;
import dev.berth.kernel.linux.LinuxKernel;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Sockets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the processes of these tests do most, once: by it {@link ChildJava} learns what they need. */
final class Rehearsal {
    private Rehearsal() {}

    /** Arguments: cgroup, bpffs, store. */
    public static void main(String... words) throws IOException {
        LinuxKernel kernel = new LinuxKernel(Optional.of(Path.of(words[0])), Path.of(words[1]));
        try (EnginePorts ports =
                new EnginePorts(kernel, Path.of(words[2]), InstantSource.system(), Duration.ofSeconds(20))) {
            acquire(ports, new Associations(kernel));
            create(ports);
            EngineEntries entries = new EngineEntries(kernel, ports);
            List<Entry> found = new ArrayList<>();
            entries.list(EntryQuery.of(Protocol.TCP), found::add).orElseThrow();
            try (IpHelper helper = new IpHelper(ports, entries);
                    WinSock winSock = WinSock.ofThisMachine()) {
                System.out.println(helper.CreatePersistentTcpPortReservation((short) 1, (short) 0, null));
                System.out.println(winSock.WSAGetLastError() + " " + found.size());
            }
        }
    }

    private static void acquire(EnginePorts ports, Associations associations) throws IOException {
        try (AcquiredBlock block = ports.acquire(Protocol.TCP, 2);
                Fd socket = Sockets.socket(Sockets.AF_INET6, Sockets.SOCK_STREAM, 0, "tcp")) {
            associations.associate(socket.number(), Protocol.TCP, block.token()).orElseThrow();
        }
    }

    private static void create(EnginePorts ports) {
        PortBlock block = PortBlock.of(40_000, 2);
        ports.create(ReservationRequest.of(Protocol.TCP_UDP, block)).orElseThrow();
        ports.list().orElseThrow();
        ports.delete(Protocol.TCP_UDP, block).orElseThrow();
    }
}
