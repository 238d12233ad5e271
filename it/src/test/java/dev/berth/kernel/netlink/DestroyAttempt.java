package dev.berth.kernel.netlink;

import dev.berth.api.Entry;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryState;
import dev.berth.api.Protocol;
import dev.berth.kernel.SocketQuery;
import dev.berth.kernel.SyscallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** A process that lists the connections from a local port and tries to destroy each. */
final class DestroyAttempt {
    /** Arguments: the port. Prints the entry, whether it was found by its key, and the error. */
    public static void main(String... words) throws IOException {
        int port = Integer.parseInt(words[0]);
        LinuxSocketTable table = new LinuxSocketTable();
        List<Entry> mine = new ArrayList<>();
        table.list(new SocketQuery(Protocol.TCP, EnumSet.of(EntryState.ESTABLISHED), EntryFilter.ALL, true), entry -> {
            if (entry.local().port() == port) {
                mine.add(entry);
            }
        });
        for (Entry entry : mine) {
            System.out.println(entry);
            System.out.println(table.find(entry.key()).map(Entry::state) + " " + entry.uid());
            try {
                table.destroy(entry);
                System.out.println("destroyed");
            } catch (SyscallException refused) {
                System.out.println(refused.errno());
            }
        }
    }

    private DestroyAttempt() {}
}
