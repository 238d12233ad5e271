package dev.berth.kernel.process;

import dev.berth.kernel.Accounts;
import dev.berth.kernel.ProcessTable;
import java.io.IOException;
import java.util.Set;

/** The processes that {@code /proc} shows. Safe for concurrent use. */
public final class LinuxProcessTable implements ProcessTable {
    private final Accounts accounts;

    /** A table that names users by these accounts. */
    public LinuxProcessTable(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public SocketOwners socketOwners() throws IOException {
        throw new UnsupportedOperationException("socketOwners by " + accounts);
    }

    @Override
    public Set<Long> ancestralSockets() throws IOException {
        throw new UnsupportedOperationException("ancestralSockets");
    }

    @Override
    public boolean terminate(int pid, long socket, long patienceMillis) throws IOException {
        throw new UnsupportedOperationException("terminate");
    }
}
