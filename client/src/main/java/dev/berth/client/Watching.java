package dev.berth.client;

import dev.berth.api.Code;
import dev.berth.api.Event;
import dev.berth.api.Outcome;
import dev.berth.client.Question.Effect;
import dev.berth.client.message.Events;
import dev.berth.client.message.Methods;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Has berthd tell what happens, over a connection of its own, until it is closed. Where berthd is started anew it asks
 * again, as {@link ClientPorts} does; what happened in between is not told. {@link #run} belongs to one thread;
 * {@link #close} is for any.
 */
public final class Watching implements AutoCloseable {
    private final Daemon daemon;
    private final Question<Long> question = new Question<>(
            "watch", Call.of(Methods.WATCH, new JsonObject()).withMore(), OptionalInt.empty(), Effect.NONE, this::tell);
    private final Watcher watcher;
    private Patience rest;
    private long told;

    private final Object state = new Object();
    private @Nullable Connection connection;
    private boolean closed;

    Watching(Daemon daemon, Watcher watcher) {
        this.daemon = daemon;
        this.watcher = watcher;
        rest = daemon.patience();
    }

    /** Is told what happens, on the thread that runs. What it throws ends the watching. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Something happened.
         *
         * @param event what
         */
        void happened(Event event);

        /** From here on everything is told: at first, and once more each time that berthd was away. */
        default void begins() {}
    }

    /**
     * Tells what happens, until this is closed or berthd is gone for good.
     *
     * @return how many events were told, once this was closed; refused as {@link ClientPorts} is, where berthd is not there
     *     or does not want to
     */
    public Outcome<Long> run() {
        rest = daemon.patience();
        boolean wasThere = false;
        while (true) {
            try (Connection open = open()) {
                wasThere = true;
                Outcome<Long> outcome = Answers.of(question, open.call(question.call(), question.descriptor()));
                while (outcome.code() == Code.NO_ERROR) {
                    outcome = Answers.of(question, open.next());
                }
                return outcome;
            } catch (DaemonException failed) {
                if (isClosed()) {
                    return Outcome.granted(told);
                }
                if (!wasThere || !failed.isUnreachable() || !rest.lasts()) {
                    return Answers.of(question, failed, false);
                }
            }
        }
    }

    /** Ends {@link #run}, or keeps it from beginning. Idempotent. */
    @Override
    public void close() {
        synchronized (state) {
            closed = true;
            if (connection != null) {
                connection.close();
            }
        }
    }

    private Long tell(JsonObject reply) throws MalformedMessageException {
        Optional<Event> event = Events.replied(reply);
        if (event.isPresent()) {
            told++;
            watcher.happened(event.get());
        } else {
            rest = daemon.patience(); // it is there: the next time that it goes is another one
            watcher.begins();
        }
        return told;
    }

    private Connection open() throws DaemonException {
        Connection made = daemon.connect();
        synchronized (state) {
            connection = made;
            if (closed) {
                made.close();
            }
            return made;
        }
    }

    private boolean isClosed() {
        synchronized (state) {
            return closed;
        }
    }
}
