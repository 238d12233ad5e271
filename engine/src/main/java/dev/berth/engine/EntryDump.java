package dev.berth.engine;

import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.Owners;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.ProcessTable.SocketOwners;
import dev.berth.kernel.SocketQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads entries from the kernel, looks for their owners where that is needed, and hands on what meets the filter. */
final class EntryDump {
    private final Kernel kernel;

    EntryDump(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Hands on each entry as it comes; what the sink throws is thrown here. */
    void run(EntrySelection selection, Sink<? super Entry> sink) throws IOException {
        if (selection.takesOwners()) {
            joined(selection, sink);
            return;
        }
        for (SocketQuery question : selection.questions()) {
            kernel.sockets().list(question, entry -> {
                if (selection.holds(entry)) {
                    sink.take(selection.told(entry));
                }
            });
        }
    }

    // The owners are read first: a socket that goes afterwards is not listed, and one that comes is found by a second
    // look. The other way round, every entry would have to be kept until the owners are known.
    private void joined(EntrySelection selection, Sink<? super Entry> sink) throws IOException {
        Join join = new Join(
                selection,
                sink,
                kernel.processTable().socketOwners(),
                kernel.caller().uid());
        for (SocketQuery question : selection.questions()) {
            kernel.sockets().list(question, join);
        }
        if (!join.late.isEmpty()) {
            SocketOwners after = kernel.processTable().socketOwners();
            for (Entry entry : join.late) {
                join.hand(entry, after.of(entry.inode()));
            }
        }
    }

    private static final class Join implements Sink<Entry> {
        private final EntrySelection selection;
        private final Sink<? super Entry> sink;
        private final SocketOwners before;
        private final long caller;
        /** What came after the owners were read, and is to be looked up again. */
        private final List<Entry> late = new ArrayList<>();

        Join(EntrySelection selection, Sink<? super Entry> sink, SocketOwners before, long caller) {
            this.selection = selection;
            this.sink = sink;
            this.before = before;
            this.caller = caller;
        }

        @Override
        public void take(Entry entry) {
            if (!selection.needs().owners() && !selection.holds(entry)) {
                return;
            }
            Owners owners = before.of(entry.inode());
            if (isLate(entry, owners)) {
                late.add(entry);
            } else {
                hand(entry, owners);
            }
        }

        void hand(Entry entry, Owners owners) {
            Entry owned = entry.with(owners);
            if (!selection.needs().owners() || selection.holds(owned)) {
                sink.take(selection.told(owned));
            }
        }

        // A process has it by now, and none had it then. Of other users' sockets an ordinary user never knows, and
        // looking twice would not help.
        private boolean isLate(Entry entry, Owners owners) {
            return switch (owners) {
                case Owners.Nobody _ -> entry.inode() != 0;
                case Owners.Unknown _ -> entry.inode() != 0 && entry.uid() == caller;
                case Owners.Known _, Owners.NotAsked _ -> false;
            };
        }
    }
}
