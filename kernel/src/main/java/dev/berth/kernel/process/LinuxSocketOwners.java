package dev.berth.kernel.process;

import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.kernel.Accounts;
import dev.berth.kernel.ProcessTable.SocketOwners;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Pidfd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A sighting, with what {@code /proc} says of each process: read when first asked for, and once. */
final class LinuxSocketOwners implements SocketOwners {
    private final Sighting sighting;
    private final ProcessReader processes;
    private final Map<Integer, Owners> owners = new ConcurrentHashMap<>();

    LinuxSocketOwners(Sighting sighting, Accounts accounts) {
        this.sighting = sighting;
        processes = new ProcessReader(accounts);
    }

    @Override
    public Owners of(long inode) {
        int[] pids = sighting.sockets().processes(inode);
        if (pids.length == 1) {
            Owners owner = owner(pids[0]);
            return owner.equals(Owners.NOBODY) ? nobody(inode) : owner;
        }
        List<OwnerProcess> known = new ArrayList<>();
        boolean hidden = false;
        for (int pid : pids) {
            switch (owner(pid)) {
                case Owners.Known(List<OwnerProcess> one) -> known.addAll(one);
                case Owners.Unknown _ -> hidden = true;
                case Owners.Nobody _, Owners.NotAsked _ -> {}
            }
        }
        if (!known.isEmpty()) {
            return new Owners.Known(known);
        }
        return hidden ? Owners.UNKNOWN : nobody(inode);
    }

    /** Of a socket that was not seen, or whose processes have all ended. */
    private Owners nobody(long inode) {
        return inode == 0 || sighting.whole() ? Owners.NOBODY : Owners.UNKNOWN;
    }

    private Owners owner(int pid) {
        return owners.computeIfAbsent(pid, this::read);
    }

    /** The process; nobody if it has ended since, unknown if {@code /proc} hides it or cannot be read now. */
    private Owners read(int pid) {
        try {
            return new Owners.Known(List.of(processes.read(pid)));
        } catch (IOException unreadable) {
            return hasEnded(pid) ? Owners.NOBODY : Owners.UNKNOWN;
        }
    }

    private static boolean hasEnded(int pid) {
        try {
            return !Pidfd.lives(pid);
        } catch (SyscallException nobodyCanTell) {
            return false;
        }
    }
}
