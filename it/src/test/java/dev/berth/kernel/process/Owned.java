package dev.berth.kernel.process;

import dev.berth.api.OwnerProcess;
import dev.berth.api.Owners;
import dev.berth.kernel.ProcessTable;
import dev.berth.kernel.unix.LinuxAccounts;
import dev.berth.testkit.ActorSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Both ways to find owners, and what is expected of them. */
enum Owned {
    BY_ITERATOR,
    BY_DESCRIPTORS;

    /** What it sees. */
    Sighting sighting() throws IOException {
        return this == BY_ITERATOR ? Sighting.byIterator() : Sighting.byDescriptors();
    }

    /** A table that knows no other way. */
    ProcessTable table() {
        return new LinuxProcessTable(new LinuxAccounts(), this::sighting);
    }

    /** The processes, as these owners name them. */
    static List<Integer> pids(Owners owners) {
        return owners instanceof Owners.Known(List<OwnerProcess> processes)
                ? processes.stream().map(OwnerProcess::pid).toList()
                : List.of();
    }

    /** The inode of an actor's socket. */
    static long inode(ActorSocket socket) throws IOException {
        Path descriptor = Path.of("/proc", "" + socket.actor().pid(), "fd", "" + socket.descriptor());
        return (Long) Files.getAttribute(descriptor, "unix:ino");
    }
}
