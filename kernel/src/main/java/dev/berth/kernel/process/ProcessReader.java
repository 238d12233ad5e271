package dev.berth.kernel.process;

import dev.berth.api.OwnerProcess;
import dev.berth.kernel.Accounts;
import dev.berth.kernel.cgroup.Cgroup2;
import dev.berth.kernel.unix.ProcessStatus;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads what {@code /proc} says of processes; each user is looked up once, or until that does not fail. Safe for concurrent
 * use.
 */
final class ProcessReader {
    private final Accounts accounts;
    private final Map<Long, String> users = new ConcurrentHashMap<>();

    ProcessReader(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A process. Fails where it has ended, and where this {@code /proc} hides it. */
    OwnerProcess read(int pid) throws IOException {
        ProcessStatus status = ProcessStatus.read("/proc/" + pid + "/status");
        String cgroup = Cgroup2.of(pid).orElse("/");
        return describe(pid, status.name(), status.effectiveUid(), cgroup);
    }

    /** A process of which this much was seen. */
    OwnerProcess describe(int pid, String command, long uid, String cgroup) {
        String printable = cgroup.replaceAll("\\p{Cc}", "?");
        return new OwnerProcess(pid, command, user(uid), uid, printable, SystemdUnit.of(printable));
    }

    private String user(long uid) {
        String known = users.get(uid);
        if (known != null) {
            return known;
        }
        String number = Long.toString(uid);
        try {
            String user = accounts.userName(uid).orElse(number);
            users.put(uid, user);
            return user;
        } catch (IOException nameService) {
            return number;
        }
    }
}
