package dev.berth.client;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.client.varlink.Reply;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks berthd, over a connection that is made when it is first needed and made anew when it breaks. Safe for concurrent
 * use: calls go one after the other.
 */
final class Daemon implements AutoCloseable {
    private final Path socket;
    private final Line.Opening opening;
    private final Supplier<Patience> patience;
    /** Who asks has this. */
    private final ReentrantLock turn = new ReentrantLock();
    /** Guards what follows, and is never held for long. */
    private final Object state = new Object();

    private @Nullable Connection connection;
    private long closings;

    /**
     * A berthd.
     *
     * @param patience how long it is waited for, each time that it goes
     */
    Daemon(Path socket, Line.Opening opening, Supplier<Patience> patience) {
        this.socket = socket;
        this.opening = opening;
        this.patience = patience;
    }

    /**
     * What came of a question.
     *
     * @param outcome the outcome
     * @param maybeDone whether what was asked for may have been done by a try before, the answer to which was lost
     */
    record Answered<T>(Outcome<T> outcome, boolean maybeDone) {}

    <T> Outcome<T> ask(Question<T> question) {
        return answer(question).outcome();
    }

    <T> Answered<T> answer(Question<T> question) {
        long closingsBefore = closings();
        turn.lock();
        try {
            return answer(question, closingsBefore);
        } finally {
            turn.unlock();
        }
    }

    /** A connection of its own, which is the caller's to close. */
    Connection connect() throws DaemonException {
        return Connection.to(socket, opening);
    }

    Patience patience() {
        return patience.get();
    }

    /** Closes the connection: who waits for an answer is told so. Asked again, it connects again. */
    @Override
    public void close() {
        synchronized (state) {
            closings++;
            drop();
        }
    }

    private <T> Answered<T> answer(Question<T> question, long closingsBefore) {
        Patience rest = patience();
        boolean wasThere = isConnected();
        boolean maybeDone = false;
        while (true) {
            try {
                Connection open = open(closingsBefore);
                wasThere = true;
                return new Answered<>(Answers.of(question, call(open, question)), maybeDone);
            } catch (DaemonException failed) {
                boolean again = wasThere && question.mayBeRepeated(failed) && rest.lasts();
                maybeDone |= failed.wasSent();
                if (!again) {
                    return new Answered<>(Answers.of(question, failed, maybeDone), maybeDone);
                }
            }
        }
    }

    private Reply call(Connection open, Question<?> question) throws DaemonException {
        boolean answered = false;
        try {
            Reply reply = open.call(question.call(), question.descriptor());
            answered = true;
            return reply;
        } finally {
            if (!answered) { // else the answer, when it comes, would be taken for the next one's
                drop();
            }
        }
    }

    private Connection open(long closingsBefore) throws DaemonException {
        synchronized (state) {
            if (connection != null) {
                return connection;
            }
        }
        Connection made = connect();
        synchronized (state) {
            if (closings != closingsBefore) {
                made.close();
                throw new DaemonException(Code.WSA_OPERATION_ABORTED, "closed while connecting to berthd", null, false);
            }
            connection = made;
            return made;
        }
    }

    private void drop() {
        synchronized (state) {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }

    private boolean isConnected() {
        synchronized (state) {
            return connection != null;
        }
    }

    private long closings() {
        synchronized (state) {
            return closings;
        }
    }
}
