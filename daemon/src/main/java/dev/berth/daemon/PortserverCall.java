package dev.berth.daemon;

import dev.berth.kernel.SyscallException;
import dev.berth.kernel.unix.Epoll;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.UnixStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One client of the portserver protocol, which asks once: its pid, or that of an ancestor of the same user, in decimal
 * digits; the answer is a port and a newline, or nothing. Belongs to the loop's thread.
 *
 * <p>The protocol is that of python_portpicker, {@code portserver.py}: what has come by the first read is the request, for
 * not every client ends it by a newline.
 */
final class PortserverCall implements Guest, Loop.Handler {
    /** Of more bytes the reference says that they are no request. */
    private static final int LONGEST = 20;

    private final Wire wire;
    private final UnixStream stream;
    private final Reception.Visitor visitor;
    private final Portserver portserver;
    private final Allowance allowance;
    private long number;
    private boolean asked;
    private boolean closed;
    private Runnable onClose = () -> {};

    PortserverCall(
            Wire wire, UnixStream stream, Reception.Visitor visitor, Allowance allowance, Portserver portserver) {
        this.wire = wire;
        this.stream = stream;
        this.visitor = visitor;
        this.portserver = portserver;
        this.allowance = allowance;
    }

    @Override
    public void open() {
        try {
            number = wire.loop().add(stream.fd(), Epoll.EPOLLIN, this);
        } catch (SyscallException full) {
            close();
        }
    }

    @Override
    public void onClose(Runnable work) {
        onClose = work;
    }

    @Override
    public void ready(int events) {
        try {
            List<Fd> descriptors = new ArrayList<>();
            int got = asked ? UnixStream.END : stream.receive(wire.buffer(), descriptors);
            wire.closers().close(descriptors, allowance);
            if (got == UnixStream.NOTHING) {
                return;
            }
            OptionalInt pid = got == UnixStream.END
                    ? OptionalInt.empty()
                    : pid(wire.buffer().bytes());
            if (pid.isPresent() && visitor instanceof Reception.Welcome(Asker asker)) {
                asked = true;
                wire.loop().change(stream.fd(), number, 0); // but for its end
                ask(asker, pid.getAsInt());
            } else {
                close();
            }
        } catch (SyscallException gone) {
            close();
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
        stream.close(wire.closers().connections(allowance));
        onClose.run();
    }

    /** The number in a request; empty if it is none. */
    static OptionalInt pid(ByteBuffer request) {
        if (request.remaining() > LONGEST) {
            return OptionalInt.empty();
        }
        String text = StandardCharsets.ISO_8859_1.decode(request).toString().strip();
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || text.length() > LONGEST) {
            return OptionalInt.empty();
        }
        long pid = Long.parseLong(text.substring(0, Math.min(text.length(), 18)));
        return pid > 1 && pid <= Integer.MAX_VALUE && text.length() <= 18
                ? OptionalInt.of((int) pid)
                : OptionalInt.empty();
    }

    private void ask(Asker asker, int pid) {
        Share share = allowance.share();
        if (share.isLeft(wire.loop())) {
            share.use(() -> portserver.ask(asker, pid, allowance, this::answer));
        } else {
            share.rest(() -> askAgain(asker, pid), wire.loop());
        }
    }

    private void askAgain(Asker asker, int pid) {
        try {
            if (!closed) {
                ask(asker, pid);
            }
        } catch (RuntimeException unforeseen) {
            close();
            throw unforeseen;
        }
    }

    private void answer(OptionalInt port) {
        if (closed) {
            return;
        }
        try {
            if (port.isPresent()) {
                stream.send(StandardCharsets.US_ASCII.encode(port.getAsInt() + "\n"), wire.buffer());
            }
        } catch (SyscallException gone) {
            // It asked, and left: the port is its process's until that ends.
        }
        close();
    }
}
