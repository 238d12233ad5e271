package dev.berth.testkit.kernel;

import dev.berth.kernel.Refusal;
import dev.berth.kernel.Refusals;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.EventFd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a guard has refused and nobody has read yet. Its descriptor is a real one. Safe for concurrent use. */
final class ScriptedRefusals {
    private final List<Refusal> unread = new ArrayList<>();
    private Optional<EventFd> reader = Optional.empty();

    synchronized void add(Refusal refusal) {
        unread.add(refusal);
        reader.ifPresent(EventFd::raise);
    }

    /** The one reader. */
    synchronized Refusals open() throws SyscallException {
        if (reader.isPresent()) {
            throw new AssertionError("there is a second reader of refusals");
        }
        EventFd event = new EventFd();
        reader = Optional.of(event);
        if (!unread.isEmpty()) {
            event.raise();
        }
        return new Reader(event);
    }

    private synchronized List<Refusal> take(EventFd event) {
        List<Refusal> taken = List.copyOf(unread);
        unread.clear();
        event.lower();
        return taken;
    }

    private synchronized void leave(EventFd event) {
        reader = Optional.empty();
        event.close();
    }

    private final class Reader implements Refusals {
        private final EventFd event;

        Reader(EventFd event) {
            this.event = event;
        }

        @Override
        public List<Refusal> read() {
            return take(event);
        }

        @Override
        public int descriptor() {
            return event.fd().number();
        }

        @Override
        public void close() {
            leave(event);
        }
    }
}
