package dev.berth.it.entries;

import dev.berth.api.OwnerProcess;
import dev.berth.kernel.Accounts;
import dev.berth.kernel.Caller;
import dev.berth.kernel.Checkup;
import dev.berth.kernel.Errno;
import dev.berth.kernel.GuardHome;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.Life;
import dev.berth.kernel.Locks;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ProcessTable;
import dev.berth.kernel.ReservedPorts;
import dev.berth.kernel.SocketTable;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * The real kernel, in which something happens each time that the owners of sockets have just been read.
 *
 * @param real the real kernel
 * @param event what happens
 */
record Latecomer(Kernel real, Runnable event) implements Kernel {
    @Override
    public ProcessTable processTable() {
        return new Table(real.processTable(), event);
    }

    private record Table(ProcessTable real, Runnable event) implements ProcessTable {
        @Override
        public SocketOwners socketOwners() throws IOException {
            SocketOwners owners = real.socketOwners();
            event.run();
            return owners;
        }

        @Override
        public Set<Long> groups(int pid) throws IOException {
            return real.groups(pid);
        }

        @Override
        public Set<Long> ancestralSockets() throws IOException {
            return real.ancestralSockets();
        }

        @Override
        public Set<Long> ancestralSockets(int pid) throws IOException {
            return real.ancestralSockets(pid);
        }

        @Override
        public Optional<Life> ancestor(Life descendant, int pid) throws IOException {
            return real.ancestor(descendant, pid);
        }

        @Override
        public boolean isAlive(Life process) throws IOException {
            return real.isAlive(process);
        }

        @Override
        public Optional<OwnerProcess> find(Life process) throws IOException {
            return real.find(process);
        }

        @Override
        public OwnerProcess describe(int pid, String command, long uid, Optional<String> cgroup) {
            return real.describe(pid, command, uid, cgroup);
        }

        @Override
        public boolean terminate(int pid, long socket, long patienceMillis) throws IOException {
            return real.terminate(pid, socket, patienceMillis);
        }
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
    public PortSet registeredPorts() {
        return real.registeredPorts();
    }

    @Override
    public SocketTable sockets() {
        return real.sockets();
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
