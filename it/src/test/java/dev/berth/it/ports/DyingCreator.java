package dev.berth.it.ports;

import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationRequest;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.Accounts;
import dev.berth.kernel.Caller;
import dev.berth.kernel.Checkup;
import dev.berth.kernel.Errno;
import dev.berth.kernel.GuardHome;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.Locks;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ProcessTable;
import dev.berth.kernel.ReservedPorts;
import dev.berth.kernel.SocketTable;
import dev.berth.kernel.linux.LinuxKernel;
import dev.berth.testkit.Patience;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A process that stops in the middle of a creation, when the entry is pending, and waits to be killed. */
final class DyingCreator {
    private DyingCreator() {}

    /** Arguments: cgroup, bpffs, store, protocol, start and count of more ports than are probed one by one. */
    public static void main(String... words) {
        Kernel real = new LinuxKernel(Optional.of(Path.of(words[0])), Path.of(words[1]));
        try (Ports ports =
                new EnginePorts(new Stopping(real), Path.of(words[2]), InstantSource.system(), Patience.ofSeconds(5))) {
            PortBlock block = PortBlock.of(Integer.parseInt(words[4]), Integer.parseInt(words[5]));
            System.out.println(ports.create(ReservationRequest.of(Protocol.of(words[3]), block)));
        }
    }

    /** The kernel, which never says who holds a port. */
    private record Stopping(Kernel real) implements Kernel {
        @Override
        public PortSet registeredPorts() {
            return real.registeredPorts();
        }

        @Override
        public SocketTable sockets() {
            // Whatever is asked of it.
            return (SocketTable) Proxy.newProxyInstance(
                    SocketTable.class.getClassLoader(), new Class<?>[] {SocketTable.class}, (proxy, method, words) -> {
                        System.out.println("pending");
                        while (true) {
                            LockSupport.park();
                        }
                    });
        }

        @Override
        public Caller caller() throws IOException {
            return real.caller();
        }

        @Override
        public GuardHome guardHome() {
            return real.guardHome();
        }

        @Override
        public ReservedPorts reservedPorts() {
            return real.reservedPorts();
        }

        @Override
        public ProcessTable processTable() {
            return real.processTable();
        }

        @Override
        public Accounts accounts() {
            return real.accounts();
        }

        @Override
        public String words(Errno error) {
            return real.words(error);
        }

        @Override
        public Locks locks() {
            return real.locks();
        }

        @Override
        public Checkup checkup() {
            return real.checkup();
        }
    }
}
