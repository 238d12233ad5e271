package dev.berth.daemon;

import dev.berth.kernel.Errno;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Epoll;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.Peer;
import dev.berth.kernel.unix.UnixListener;
import dev.berth.kernel.unix.UnixStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/** Where clients come in. Belongs to the loop's thread. */
final class Door implements Loop.Handler, AutoCloseable {
    /** So many at once, so that those who are inside are served meanwhile. */
    private static final int MOST_AT_ONCE = 64;

    private static final Set<Errno> FULL = Set.of(Errno.EMFILE, Errno.ENFILE, Errno.ENOBUFS, Errno.ENOMEM);

    private final Room room;
    private final Wire wire;
    private final UnixListener listener;
    private final Reception reception;
    private final Guest.Host host;
    private final Log log;
    private final Allowances allowances;
    private final Set<Guest> guests = new HashSet<>();
    private long number;
    private boolean shut;

    Door(
            Room room,
            Wire wire,
            UnixListener listener,
            Reception reception,
            Allowances allowances,
            Guest.Host host,
            Log log) {
        this.room = room;
        this.wire = wire;
        this.listener = listener;
        this.reception = reception;
        this.allowances = allowances;
        this.host = host;
        this.log = log;
    }

    /** Lets clients in from now on. */
    void open() throws SyscallException {
        number = wire.loop().add(listener.fd(), Epoll.EPOLLIN, this);
    }

    /** How many are inside. */
    int size() {
        return guests.size();
    }

    @Override
    public void ready(int events) {
        try {
            for (int i = 0; i < MOST_AT_ONCE; i++) {
                Optional<UnixStream> stream = listener.accept();
                if (stream.isEmpty()) {
                    return;
                }
                boolean last = room.isShort(stream.get().fd().number());
                enter(stream.get());
                if (last) {
                    shut("the descriptors that are left are for those inside");
                    return;
                }
            }
        } catch (SyscallException refused) {
            if (!FULL.contains(refused.errno())) {
                throw new IllegalStateException(refused);
            }
            shut(String.valueOf(refused.getMessage()));
        }
    }

    /** Looks whether there is room again, where there was none. */
    void retry() {
        if (shut) {
            try (Fd probe = Fd.duplicate(listener.fd().number(), "a door")) {
                if (!room.isShort(probe.number())) {
                    wire.loop().change(listener.fd(), number, Epoll.EPOLLIN);
                    shut = false;
                }
            } catch (SyscallException refused) {
                // Next time.
            }
        }
    }

    @Override
    public void close() {
        wire.loop().remove(listener.fd(), number);
        listener.close(elsewhere(new Allowance()));
        Set.copyOf(guests).forEach(Guest::close);
    }

    /** Who waits outside is let in when somebody has left. */
    private void shut(String why) {
        log.say("no more clients are let in for the moment: " + why);
        try {
            wire.loop().change(listener.fd(), number, 0);
            shut = true;
        } catch (SyscallException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void enter(UnixStream stream) {
        wire.counters().connected();
        Peer peer;
        try {
            peer = stream.peer();
        } catch (SyscallException gone) {
            stream.close(elsewhere(new Allowance()));
            return;
        }
        Allowance allowance = allowances.of(peer.uid());
        if (!allowance.connect()) {
            peer.close();
            stream.close(elsewhere(allowance));
            return;
        }
        try {
            Reception.Visitor visitor = reception.receive(peer);
            Guest guest = host.receive(stream, visitor, allowance);
            guest.onClose(() -> {
                guests.remove(guest);
                reception.dismiss(visitor);
                leave(peer.uid(), allowance);
            });
            guests.add(guest);
            guest.open();
        } catch (IOException failed) {
            stream.close(elsewhere(allowance));
            leave(peer.uid(), allowance);
        }
    }

    /** What has been passed already may be meant to hold up whoever closes it. */
    private Executor elsewhere(Allowance allowance) {
        return wire.closers().connections(allowance);
    }

    private void leave(long uid, Allowance allowance) {
        allowance.disconnect();
        allowances.forgetUnused(uid);
    }
}
