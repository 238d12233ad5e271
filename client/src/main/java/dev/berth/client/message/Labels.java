package dev.berth.client.message;

import dev.berth.api.Event;
import dev.berth.api.Lifetime;
import dev.berth.api.LowPorts;
import dev.berth.api.Remedy;
import dev.berth.api.Standing;
import dev.berth.client.varlink.MalformedMessageException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Words of the messages. */
final class Labels {
    private Labels() {}

    /** Reads a word. */
    @FunctionalInterface
    interface Reading<T> {
        T of(String word);
    }

    /** {@return what a word means} */
    static <T> T read(String member, String word, Reading<T> reading) throws MalformedMessageException {
        try {
            return reading.of(word);
        } catch (IllegalArgumentException | DateTimeParseException unknown) {
            throw new MalformedMessageException("'" + member + "': " + unknown.getMessage());
        }
    }

    static String of(LowPorts lowPorts) {
        return lowPorts == LowPorts.PRIVILEGED ? "privileged" : "free-for-consumers";
    }

    static LowPorts lowPorts(String word) throws MalformedMessageException {
        return one("lowPorts", word, LowPorts.values(), Labels::of);
    }

    static Standing standing(String word) throws MalformedMessageException {
        return one("standing", word, Standing.values(), Standing::label);
    }

    static Lifetime lifetime(String word) throws MalformedMessageException {
        return one("lifetime", word, Lifetime.values(), Lifetime::label);
    }

    static String of(Remedy remedy) {
        return remedy.name().toLowerCase(Locale.ROOT);
    }

    static Remedy remedy(String word) throws MalformedMessageException {
        return one("remedies", word, Remedy.values(), Labels::of);
    }

    static Event.Kind event(String word) throws MalformedMessageException {
        return one("kind", word, Event.Kind.values(), Event.Kind::label);
    }

    static Instant time(String member, String word) throws MalformedMessageException {
        return read(member, word, Instant::parse);
    }

    /** Says a value. */
    @FunctionalInterface
    private interface Saying<T> {
        String of(T value);
    }

    private static <T> T one(String member, String word, T[] values, Saying<T> label) throws MalformedMessageException {
        for (T value : values) {
            if (label.of(value).equals(word)) {
                return value;
            }
        }
        throw new MalformedMessageException("'" + member + "': unknown '" + word + "'");
    }
}
