package dev.berth.daemon;

import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.Frames;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.client.varlink.Reply;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Epoll;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.PassedDescriptors;
import dev.berth.kernel.unix.UnixStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One connection. Calls are answered one after the other, in their order; while one is being worked on, no more is read,
 * so that nobody can pile up work. Belongs to the loop's thread.
 */
final class Session implements Guest, Loop.Handler {
    /** The longest call: hundreds of consumers, a thousandth of a long listing. */
    private static final int LONGEST_CALL = 64 * 1024;

    /** So many calls of one client are answered before others have their turn. */
    private static final int MOST_IN_A_ROW = 16;

    private static final int EPOLLERR = 8;
    private static final int EPOLLHUP = 16;
    private static final byte[] NONE = {};

    private final Wire wire;
    private final UnixStream stream;
    private final Reception.Visitor visitor;
    private final Allowance allowance;
    private final Service service;
    private final Frames frames = new Frames(LONGEST_CALL);
    private final Outbox outbox;
    private final List<Fd> descriptors = new ArrayList<>();
    private byte[] unread = NONE;
    private int kept;
    private long number;
    private int watched = Epoll.EPOLLIN;
    /** A call is being worked on. */
    private boolean working;
    /** Calls are being handed out further up the stack. */
    private boolean proceeding;
    /** There are calls to hand out when it is this client's turn again. */
    private boolean resting;
    /** Nothing more is read; closed once everything is sent. */
    private boolean ending;

    private boolean closed;
    private Runnable onClose = () -> {};

    /**
     * A connection.
     *
     * @param wire what all connections share
     * @param visitor who has connected
     * @param allowance what the asker's user may make berthd keep in memory
     */
    Session(Wire wire, UnixStream stream, Reception.Visitor visitor, Allowance allowance, Service service) {
        this.wire = wire;
        this.stream = stream;
        this.visitor = visitor;
        this.allowance = allowance;
        this.service = service;
        outbox = new Outbox(stream, wire.buffer());
    }

    @Override
    public void open() {
        try {
            number = wire.loop().add(stream.fd(), watched, this);
        } catch (SyscallException full) {
            close();
        }
    }

    Reception.Visitor visitor() {
        return visitor;
    }

    @Override
    public void onClose(Runnable work) {
        Runnable before = onClose;
        onClose = () -> {
            before.run();
            work.run();
        };
    }

    /** Sends a reply. */
    void send(Reply reply) {
        if (!closed) {
            outbox.add(Frames.of(reply.message()));
            flush();
        }
    }

    /** The call that was handed to the service is done with: the next one may come. */
    void done() {
        working = false;
        if (!closed && !proceeding && !resting) {
            proceed();
        }
    }

    @Override
    public void ready(int events) {
        if ((events & (EPOLLERR | EPOLLHUP)) != 0 && (working || ending || !outbox.isEmpty())) {
            close(); // nobody is left to read an answer
            return;
        }
        if ((events & Epoll.EPOLLOUT) != 0) {
            flush();
        }
        if (isFree() && (events & ~Epoll.EPOLLOUT) != 0) {
            receive();
        }
    }

    @Override
    public void broken() {
        close();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        wire.loop().remove(stream.fd(), number);
        PassedDescriptors.close(descriptors, this::closeElsewhere);
        stream.close(this::closeElsewhere);
        allowance.give(kept);
        onClose.run();
    }

    /** Closes what strangers have passed, and may have to be waited for. */
    void closeElsewhere(Runnable closing) {
        wire.closers().close(closing, allowance);
    }

    /** Tells whether the next call may come: those before are answered, and the answers on their way. */
    private boolean isFree() {
        return !closed && !working && !resting && !ending && outbox.isEmpty();
    }

    private void receive() {
        try {
            int got = stream.receive(wire.buffer(), descriptors);
            if (got == UnixStream.END) {
                ending = true;
                flush();
            } else if (got != UnixStream.NOTHING) {
                keep(wire.buffer().bytes());
                proceed();
            }
        } catch (SyscallException gone) {
            close();
        }
    }

    /** Copied, since answers are sent by the same memory. */
    private void keep(ByteBuffer came) {
        byte[] both = Arrays.copyOf(unread, unread.length + came.remaining());
        came.get(both, unread.length, came.remaining());
        unread = both;
    }

    /** Hands out calls, as long as each is answered at once. */
    private void proceed() {
        proceeding = true;
        try {
            ByteBuffer bytes = ByteBuffer.wrap(unread);
            int handed = 0;
            while (isFree()) {
                if (descriptors.size() > 1) {
                    throw new MalformedMessageException(
                            descriptors.size() + " descriptors came with a message, and none takes more than one");
                }
                Optional<JsonObject> message = frames.next(bytes);
                if (message.isEmpty()) {
                    break;
                }
                hand(Call.of(message.get()));
                resting = ++handed == MOST_IN_A_ROW && bytes.hasRemaining();
            }
            unread = bytes.hasRemaining() ? Arrays.copyOfRange(unread, bytes.position(), bytes.limit()) : NONE;
        } catch (MalformedMessageException malformed) {
            ending = true; // nothing that follows can be relied on
            send(Errors.malformed(String.valueOf(malformed.getMessage())));
        } finally {
            proceeding = false;
        }
        settle();
        if (resting && !closed) {
            wire.loop().execute(this::goOn);
        }
    }

    private void goOn() {
        resting = false;
        if (!closed && !working) {
            proceed();
        }
    }

    private void hand(Call call) {
        Optional<Fd> descriptor = descriptors.isEmpty() ? Optional.empty() : Optional.of(descriptors.removeFirst());
        working = true;
        service.answer(new Exchange(this, call, descriptor, wire.counters()));
    }

    private void flush() {
        try {
            outbox.send();
            if (!proceeding && unread.length > 0 && isFree()) {
                proceed();
            } else {
                settle();
            }
        } catch (SyscallException gone) {
            close();
        }
    }

    /** Accounts for what is kept in memory, and waits for what is to come next. */
    private void settle() {
        if (closed || proceeding) {
            return;
        }
        int now = outbox.bytes() + unread.length + frames.kept();
        boolean allowed = allowance.change(now - kept) && !allowance.isStuck();
        kept = now;
        if (!allowed || (ending && outbox.isEmpty())) {
            close();
            return;
        }
        // Until a call is answered, and the answer read, a client may go on sending, and the kernel makes it wait.
        int events = (isFree() ? Epoll.EPOLLIN : 0) | (outbox.isEmpty() ? 0 : Epoll.EPOLLOUT);
        if (events != watched) {
            try {
                wire.loop().change(stream.fd(), number, events);
                watched = events;
            } catch (SyscallException impossible) {
                close();
            }
        }
    }
}
