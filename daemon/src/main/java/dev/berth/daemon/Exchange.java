package dev.berth.daemon;

import dev.berth.api.Outcome;
import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.Frames;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.Reply;
import dev.berth.kernel.unix.Fd;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One call that is being answered, to the end: exactly one of the methods that answer is called once. The descriptor that
 * came along is closed before its owner hears of anything, so that what ends by the owner's close ends by that. Belongs to
 * the loop's thread.
 */
final class Exchange {
    private final Session session;
    private final Counters counters;
    private Call call;
    private Optional<Fd> descriptor;

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

    /** What the asker's user may have done. */
    Allowance user() {
        return session.allowance();
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

    /** The call has been read: while it waits for its turn, what it takes in memory is free for others. */
    void forgetParameters() {
        call = new Call(call.method(), new JsonObject(), call.more(), call.oneway());
    }

    /** Nobody wants the descriptor. */
    void dropDescriptor() {
        take().ifPresent(passed -> session.letGo(passed, () -> {}));
    }

    /** Tells something, and more is to come. */
    void progress(JsonObject parameters) {
        session.send(Frames.of(Reply.continued(parameters).message()));
    }

    /** Answers, for good. */
    void answer(Reply reply) {
        if (reply.error().isPresent()) {
            counters.refused();
        }
        answer(Frames.of(reply.message()));
    }

    /** Answers with an outcome. */
    <T> Desk.Answer<T> answering(Function<T, JsonObject> message) {
        return new Ending<>() {
            @Override
            void granted(Outcome.Granted<T> granted) {
                answer(reply(granted, message));
            }
        };
    }

    /** Answers with what is read; the message is made where that is, for a long one takes its time as well. */
    <T> void read(Desk desk, Supplier<Outcome<T>> work, Function<T, JsonObject> message) {
        desk.read(
                user().reads(),
                () -> switch (work.get()) {
                    case Outcome.Refused<T> refused -> refused.<ByteBuffer>retyped();
                    case Outcome.Granted<T> granted ->
                        Outcome.granted(Frames.of(reply(granted, message).message()));
                },
                new Ending<ByteBuffer>() {
                    @Override
                    void granted(Outcome.Granted<ByteBuffer> made) {
                        answer(made.value());
                    }
                });
    }

    /** There is no answer: the connection ends, which says that nobody knows what came of the call. */
    void broken() {
        dropDescriptor();
        session.close();
    }

    /** An answer that is the last one. */
    private abstract class Ending<T> implements Desk.Answer<T> {
        abstract void granted(Outcome.Granted<T> granted);

        @Override
        public void accept(Outcome<T> outcome) {
            switch (outcome) {
                case Outcome.Refused<T> refused -> answer(Errors.refused(refused));
                case Outcome.Granted<T> granted -> granted(granted);
            }
        }

        @Override
        public void broken() {
            Exchange.this.broken();
        }
    }

    private static <T> Reply reply(Outcome.Granted<T> granted, Function<T, JsonObject> message) {
        return Reply.of(message.apply(granted.value()).with("warnings", granted.warnings()));
    }

    private void answer(ByteBuffer frame) {
        Optional<Fd> passed = take();
        if (passed.isPresent()) {
            session.letGo(passed.get(), () -> finish(frame));
        } else {
            finish(frame);
        }
    }

    private void finish(ByteBuffer frame) {
        if (!call.oneway()) {
            session.send(frame);
        }
        session.done();
    }

    private Optional<Fd> take() {
        Optional<Fd> passed = descriptor;
        descriptor = Optional.empty();
        return passed;
    }
}
