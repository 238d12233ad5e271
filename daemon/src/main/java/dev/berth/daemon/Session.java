package dev.berth.daemon;

import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.Frames;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Epoll;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.UnixStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * One connection. Calls are answered one after the other, in their order; while one is being worked on, no more is read,
 * so that nobody can pile up work. Belongs to the loop's thread.
 */
final class Session implements Guest, Loop.Handler {
    /** The longest call: hundreds of consumers, a thousandth of a long listing. */
    private static final int LONGEST_CALL = 64 * 1024;
    /** Those that hundreds of consumers take; in memory each is far larger than the two bytes that it may have. */
    private static final int MOST_VALUES = 2048;

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
    private final Frames frames = new Frames(LONGEST_CALL, MOST_VALUES);
    private final Outbox outbox;
    private final Passed passed = new Passed();
    private final Kept kept;
    private byte[] unread = NONE;
    /** How long the call is that was handed out last. */
    private int handed;

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
        kept = new Kept(allowance);
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

    Allowance allowance() {
        return allowance;
    }

    @Override
    public void onClose(Runnable work) {
        Runnable before = onClose;
        onClose = () -> {
            before.run();
            work.run();
        };
    }

    /** Sends a message. */
    void send(ByteBuffer message) {
        if (!closed) {
            outbox.add(message);
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
        passed.drop(wire.closers(), allowance);
        stream.close(wire.closers().connections(allowance));
        kept.end();
        onClose.run();
    }

    /** Closes a descriptor that has come with a call, and then goes on with something; see {@link Closers#close}. */
    void letGo(Fd descriptor, Runnable then) {
        wire.closers().close(descriptor, allowance, wire.loop(), () -> guarded(then));
    }

    /** Tells whether the next call may come: those before are answered, and the answers on their way. */
    private boolean isFree() {
        return !closed && !working && !resting && !ending && outbox.isEmpty();
    }

    private void receive() {
        try {
            int before = passed.size();
            int got = stream.receive(wire.buffer(), passed.list());
            if (got == UnixStream.END) {
                ending = true;
                flush();
            } else if (got != UnixStream.NOTHING) {
                keep(wire.buffer().bytes());
                if (passed.size() > before) {
                    passed.came(unread);
                }
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

    /** Hands out calls, as long as each is answered at once, and the user has time left. */
    private void proceed() {
        proceeding = true;
        try {
            ByteBuffer bytes = ByteBuffer.wrap(unread);
            int inARow = 0;
            while (isFree()) {
                if (passed.size() > 1) {
                    throw new MalformedMessageException(
                            passed.size() + " descriptors came with a message, and none takes more than one");
                }
                if (bytes.hasRemaining() && (inARow++ == MOST_IN_A_ROW || !share().isLeft(wire.loop()))) {
                    resting = true;
                    break;
                }
                int from = bytes.position() - frames.kept();
                Optional<JsonObject> message = frames.next(bytes);
                if (message.isEmpty()) {
                    break;
                }
                handed = bytes.position() - from;
                hand(Call.of(message.get()));
            }
            unread = bytes.hasRemaining() ? Arrays.copyOfRange(unread, bytes.position(), bytes.limit()) : NONE;
        } catch (MalformedMessageException malformed) {
            ending = true; // nothing that follows can be relied on
            passed.drop(wire.closers(), allowance); // the answer may take as long as the client likes
            send(Frames.of(
                    Errors.malformed(String.valueOf(malformed.getMessage())).message()));
        } finally {
            proceeding = false;
        }
        settle();
        if (resting && !closed) {
            share().rest(() -> guarded(this::goOn), wire.loop());
        }
    }

    private void goOn() {
        resting = false;
        if (!closed) {
            proceed();
        }
    }

    private void hand(Call call) {
        Exchange exchange = new Exchange(this, call, passed.next(), wire.counters());
        working = true;
        try {
            share().use(() -> service.answer(exchange));
        } catch (RuntimeException unforeseen) {
            exchange.broken();
            throw unforeseen;
        }
    }

    private Share share() {
        return allowance.share();
    }

    /** Does something that nobody has called for: if it fails, nothing more is to come of this connection. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException unforeseen) {
            close();
            throw unforeseen;
        }
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
        int now = outbox.bytes() + unread.length + frames.kept() + (working ? handed : 0);
        if (!kept.change(now, outbox.isSingle()) || allowance.isStuck() || (ending && outbox.isEmpty())) {
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
