package dev.berth.client;

import java.util.Locale;
import java.util.Optional;

/** How firmly ports are to be held. */
public enum Mode {
    /** Enforced where a berthd answers, else cooperative. */
    AUTO,
    /** By the kernel, through berthd; refused where that is not to be had. */
    ENFORCED,
    /** Among those only who ask for their ports in this way, without berthd even where there is one. */
    COOPERATIVE;

    /** The environment variable that says which. */
    public static final String VARIABLE = "BERTH_MODE";

    /** {@return the word for it, in settings} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the mode that a word names, in letters of any case; empty if none has it}
     *
     * @param word the word
     */
    public static Optional<Mode> of(String word) {
        for (Mode mode : values()) {
            if (mode.name().equalsIgnoreCase(word.strip())) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /**
     * {@return what {@code BERTH_MODE} says, {@link #AUTO} where it says nothing}
     *
     * @throws IllegalArgumentException if it says something else
     */
    public static Mode ofEnvironment() {
        String word = System.getenv(VARIABLE);
        return word == null || word.isBlank() ? AUTO : parse(VARIABLE, word);
    }

    /**
     * {@return the mode that a setting names}
     *
     * @param setting where the word was found, for the sentence
     * @param word the word
     * @throws IllegalArgumentException if it names none
     */
    public static Mode parse(String setting, String word) {
        return of(word).orElseThrow(() -> new IllegalArgumentException(
                setting + " is '" + word + "', which is no mode: say auto, enforced or cooperative"));
    }
}
