package dev.berth.client;

import dev.berth.api.Code;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.Frames;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.client.varlink.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A connection to berthd: one call at a time. Whoever fails to get an answer closes it, so that no reply is taken for
 * another's. Belongs to one thread at a time, but for {@link #close}.
 */
final class Connection implements AutoCloseable {
    /** A listing of 65,535 reservations is shorter. */
    private static final int LONGEST_REPLY = 64 * 1024 * 1024;

    private static final int BUFFER = 16 * 1024;

    private final Line line;
    private final Frames frames = new Frames(LONGEST_REPLY);
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();
    private volatile boolean closed;

    private Connection(Line line) {
        this.line = line;
    }

    /** Connects. */
    static Connection to(Path socket, Line.Opening opening) throws DaemonException {
        try {
            return new Connection(opening.open(socket));
        } catch (InterruptedIOException interrupted) {
            throw new DaemonException(Code.WSAEINTR, String.valueOf(interrupted.getMessage()), interrupted, false);
        } catch (IOException failed) {
            throw new DaemonException(
                    Code.WSAENETDOWN, "nobody answers on " + socket + " (" + failed.getMessage() + ")", failed, false);
        }
    }

    /** Asks, and waits for the first answer. */
    Reply call(Call call, OptionalInt descriptor) throws DaemonException {
        boolean sent = false;
        try {
            line.send(Frames.of(call.message()), descriptor);
            sent = true;
            return Reply.read(received());
        } catch (IOException failed) {
            throw failure(failed, sent);
        } catch (UnsupportedOperationException cannot) {
            throw new DaemonException(Code.ERROR_NOT_SUPPORTED, String.valueOf(cannot.getMessage()), cannot, false);
        }
    }

    /** Waits for one more answer. */
    Reply next() throws DaemonException {
        try {
            return Reply.read(received());
        } catch (IOException failed) {
            throw failure(failed, true);
        }
    }

    @Override
    public void close() {
        closed = true;
        line.close();
    }

    private JsonObject received() throws IOException {
        while (true) {
            Optional<JsonObject> message = frames.next(buffer);
            if (message.isPresent()) {
                return message.get();
            }
            buffer.clear();
            int got = line.receive(buffer);
            buffer.flip();
            if (got < 0) {
                throw new EOFException("berthd closed it");
            }
        }
    }

    private DaemonException failure(IOException failed, boolean sent) {
        if (closed) {
            return new DaemonException(Code.WSA_OPERATION_ABORTED, "closed while waiting for berthd", failed, sent);
        }
        if (failed instanceof MalformedMessageException) {
            return new DaemonException(
                    Code.ERROR_NOT_SUPPORTED,
                    "berthd's answer makes no sense (" + failed.getMessage()
                            + "); it may be of another version than this client",
                    failed,
                    sent);
        }
        if (failed instanceof InterruptedIOException) {
            return new DaemonException(Code.WSAEINTR, String.valueOf(failed.getMessage()), failed, sent);
        }
        return new DaemonException(
                Code.WSAENETDOWN, "the connection to berthd broke (" + failed.getMessage() + ")", failed, sent);
    }
}
