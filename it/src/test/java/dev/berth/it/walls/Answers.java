package dev.berth.it.walls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import java.util.List;

/** What is expected of outcomes. */
public final class Answers {
    /** Requires a refusal with this code, whose message has these words. */
    public static void refused(Outcome<?> outcome, Code code, String... words) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(outcome.code()).as(outcome.toString()).isEqualTo(code);
        String message = ((Outcome.Refused<?>) outcome).message();
        assertThat(words).allSatisfy(word -> assertThat(message).contains(word));
    }

    /** The warnings of what was granted. */
    public static List<String> warnings(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Granted.class);
        return ((Outcome.Granted<?>) outcome).warnings();
    }

    private Answers() {}
}
