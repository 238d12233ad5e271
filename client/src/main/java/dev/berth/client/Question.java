package dev.berth.client;

import dev.berth.client.varlink.Call;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import java.util.OptionalInt;

/**
 * What berthd is asked, and how its answer is read.
 *
 * @param wanted what is asked for, as messages begin: {@code create tcp 8080}
 * @param call how berthd is told
 * @param descriptor goes along
 * @param effect whether it may be asked twice
 * @param answer reads the parameters of the reply
 */
record Question<T>(String wanted, Call call, OptionalInt descriptor, Effect effect, Answer<T> answer) {
    /** What comes of it. */
    enum Effect {
        /** Nothing is changed. */
        NONE,
        /** Done twice, it comes to the same, or berthd recognizes it. */
        SAME,
        /** Done twice, it is not the same. */
        EACH_TIME
    }

    /** Reads an answer. */
    @FunctionalInterface
    interface Answer<T> {
        T read(JsonObject parameters) throws MalformedMessageException;
    }

    static <T> Question<T> of(String wanted, String method, JsonObject parameters, Effect effect, Answer<T> answer) {
        return new Question<>(wanted, Call.of(method, parameters), OptionalInt.empty(), effect, answer);
    }

    /** The same, with a descriptor that goes along. */
    Question<T> with(int along) {
        return new Question<>(wanted, call, OptionalInt.of(along), effect, answer);
    }

    /** Whether it may be asked once more after a failure. */
    boolean mayBeRepeated(DaemonException failed) {
        return failed.isUnreachable() && (!failed.wasSent() || effect != Effect.EACH_TIME);
    }
}
