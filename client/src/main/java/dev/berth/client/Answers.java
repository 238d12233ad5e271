package dev.berth.client;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.client.Question.Effect;
import dev.berth.client.message.Methods;
import dev.berth.client.varlink.JsonObject;
import dev.berth.client.varlink.MalformedMessageException;
import dev.berth.client.varlink.Reply;
import java.util.Optional;

/** What programs are told: berthd's replies as outcomes, and so the lack of one. */
final class Answers {
    private Answers() {}

    static <T> Outcome<T> of(Question<T> question, Reply reply) {
        try {
            JsonObject parameters = reply.parameters();
            Optional<String> error = reply.error();
            if (error.isPresent()) {
                return refused(question.wanted(), error.get(), parameters);
            }
            return Outcome.granted(question.answer().read(parameters), parameters.texts("warnings"));
        } catch (MalformedMessageException malformed) {
            return Outcome.refused(
                    Code.ERROR_NOT_SUPPORTED,
                    question.wanted() + ": berthd's answer makes no sense (" + malformed.getMessage()
                            + "); it may be of another version than this client");
        }
    }

    static <T> Outcome<T> of(Question<T> question, DaemonException failed, boolean maybeDone) {
        boolean doubtful = maybeDone && question.effect() != Effect.NONE;
        String doubt = doubtful ? "; whether it was done, 'berth list' tells" : "";
        String wayOut = failed.isUnreachable()
                ? "; start berthd with 'systemctl start berthd' or 'berth serve', and try again"
                : "";
        return Outcome.refused(failed.code(), question.wanted() + ": " + failed.getMessage() + doubt + wayOut);
    }

    private static <T> Outcome<T> refused(String wanted, String error, JsonObject parameters)
            throws MalformedMessageException {
        if (!error.equals(Methods.REFUSED)) {
            return Outcome.refused(
                    Code.ERROR_NOT_SUPPORTED,
                    wanted + ": berthd answers " + error + " " + parameters + "; it may be older than this client");
        }
        int number = parameters.requiredNumber("code", 1, Integer.MAX_VALUE);
        Code code =
                Code.of(number).orElseThrow(() -> new MalformedMessageException("'code' " + number + " is unknown"));
        return Outcome.refused(code, parameters.requiredText("message"));
    }
}
