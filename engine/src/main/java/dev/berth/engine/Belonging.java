package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.OwnerProcess;
import dev.berth.kernel.ProcessTable;
import dev.berth.kernel.Rights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether a process that has a socket open is a consumer, judged as the guard would judge its bind. */
final class Belonging {
    private final Rights rights;
    private final ProcessTable processes;

    /** The consumers whose rights these are. */
    Belonging(Rights rights, ProcessTable processes) {
        this.rights = rights;
        this.processes = processes;
    }

    /** The processes that have the socket open and are no consumers. */
    List<OwnerProcess> strangers(Entry entry) throws IOException {
        List<OwnerProcess> strangers = new ArrayList<>();
        for (OwnerProcess process : entry.processes()) {
            if (!isConsumer(process)) {
                strangers.add(process);
            }
        }
        return strangers;
    }

    /** Whether some process has the socket open, and all that have are consumers. */
    boolean isOwn(Entry entry) throws IOException {
        return !entry.processes().isEmpty() && strangers(entry).isEmpty();
    }

    private boolean isConsumer(OwnerProcess process) throws IOException {
        return rights.users().contains(process.uid())
                || rights.cgroups().stream().anyMatch(path -> isAtOrBelow(process.cgroup(), path))
                // Asked last: it is read anew, and gone when the process is.
                || (!rights.groups().isEmpty()
                        && processes.groups(process.pid()).stream().anyMatch(rights.groups()::contains));
    }

    private static boolean isAtOrBelow(String cgroup, String path) {
        return cgroup.equals(path) || cgroup.startsWith(path + "/");
    }
}
