package dev.berth.daemon;

import dev.berth.api.Outcome;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;
import dev.berth.kernel.unix.Fd;
import dev.berth.kernel.unix.PassedDescriptors;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One call that is being answered, to the end: exactly one of the methods that answer is called once. The descriptor that
 * came along is closed then. Belongs to the loop's thread.
 */
final class Exchange {
    private final Session session;
    private final Call call;
    private final Optional<Fd> descriptor;
    private final Counters counters;

    Exchange(Session session, Call call, Optional<Fd> descriptor, Counters counters) {
        this.session = session;
        this.call = call;
        this.descriptor = descriptor;
        this.counters = counters;
    }

    /** Who has asked, and is welcome. */
    Asker asker() {
        return ((Reception.Welcome) session.visitor()).asker();
    }

    Call call() {
        return call;
    }

    JsonObject parameters() {
        return call.parameters();
    }

    /** The descriptor that came with the call. */
    Optional<Fd> descriptor() {
        return descriptor;
    }

    Session session() {
        return session;
    }

    /** Tells something, and more is to come. */
    void progress(JsonObject parameters) {
        session.send(Reply.continued(parameters));
    }

    /** Answers, for good. */
    void answer(Reply reply) {
        if (reply.error().isPresent()) {
            counters.refused();
        }
        if (!call.oneway()) {
            session.send(reply);
        }
        close();
        session.done();
    }

    /** Answers with an outcome. */
    <T> Desk.Answer<T> answering(Function<T, JsonObject> message) {
        return new Desk.Answer<>() {
            @Override
            public void accept(Outcome<T> outcome) {
                switch (outcome) {
                    case Outcome.Refused<T> refused -> answer(Errors.refused(refused));
                    case Outcome.Granted<T>(T value, List<String> warnings) ->
                        answer(Reply.of(message.apply(value).with("warnings", warnings)));
                }
            }

            @Override
            public void broken() {
                Exchange.this.broken();
            }
        };
    }

    /** There is no answer: the connection ends, which says that nobody knows what came of the call. */
    void broken() {
        close();
        session.close();
    }

    private void close() {
        descriptor.ifPresent(passed -> PassedDescriptors.close(List.of(passed), session::closeElsewhere));
    }
}
