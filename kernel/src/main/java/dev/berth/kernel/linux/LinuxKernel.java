package dev.berth.kernel.linux;

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
import dev.berth.kernel.bpf.GuardDirectory;
import dev.berth.kernel.cgroup.Cgroup2;
import dev.berth.kernel.netlink.LinuxSocketTable;
import dev.berth.kernel.process.LinuxProcessTable;
import dev.berth.kernel.sysctl.LinuxReservedPorts;
import dev.berth.kernel.unix.Callers;
import dev.berth.kernel.unix.LinuxAccounts;
import dev.berth.kernel.unix.LinuxLocks;
import dev.berth.kernel.unix.ServicesFile;
import dev.berth.kernel.unix.Strerror;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Linux kernel this runs on. What it says of the network is said of the calling thread's namespace. */
public final class LinuxKernel implements Kernel {
    private final GuardHome guardHome;
    private final Checkup checkup;
    private final Accounts accounts = new LinuxAccounts();
    private final ProcessTable processTable;
    /** Once it is known: neither its number nor its start nor its namespaces change while a process runs. */
    private volatile @Nullable Life life;

    /**
     * The kernel, with a place for the guard.
     *
     * @param cgroup the cgroup whose sockets are guarded, with those below it; the root of the cgroup2 hierarchy when
     *     empty
     * @param bpffs the directory in a BPF file system where the guard is pinned
     */
    public LinuxKernel(Optional<Path> cgroup, Path bpffs) {
        guardHome = new GuardDirectory(bpffs, () -> Cgroup2.requireGroup(cgroup), Callers::networkNamespace);
        checkup = new LinuxCheckup(cgroup, bpffs);
        processTable = new LinuxProcessTable(accounts);
    }

    private LinuxKernel(LinuxKernel other, Accounts names) {
        guardHome = other.guardHome;
        checkup = other.checkup;
        processTable = new LinuxProcessTable(names);
    }

    @Override
    public Caller caller() throws IOException {
        return Callers.current();
    }

    @Override
    public List<String> missingCapabilities() throws IOException {
        return Callers.missingCapabilities();
    }

    @Override
    public Life life() throws IOException {
        Life known = life;
        if (known == null) {
            known = Callers.life();
            life = known;
        }
        return known;
    }

    @Override
    public GuardHome guardHome() {
        return guardHome;
    }

    @Override
    public ReservedPorts reservedPorts() {
        return new LinuxReservedPorts();
    }

    @Override
    public PortSet registeredPorts() {
        return ServicesFile.ports();
    }

    @Override
    public SocketTable sockets() {
        return new LinuxSocketTable();
    }

    @Override
    public ProcessTable processTable() {
        return processTable;
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public Kernel naming(Accounts names) {
        return new LinuxKernel(this, names);
    }

    @Override
    public String words(Errno error) {
        return Strerror.of(error);
    }

    @Override
    public Locks locks() {
        return new LinuxLocks();
    }

    @Override
    public Checkup checkup() {
        return checkup;
    }
}
