package dev.berth.cli;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import java.util.List;
import java.util.function.Function;

/** What comes of a command. */
sealed interface Answer {
    /** How the process ends. */
    Exit exit();

    /**
     * Something to show.
     *
     * @param view what
     * @param warnings sentences about what the asker may want to know as well
     * @param exit how the process ends
     */
    record Shown(View view, List<String> warnings, Exit exit) implements Answer {}

    /**
     * Text that is the same for people and programs: a help text, a script.
     *
     * @param text whole lines
     */
    record Plain(String text) implements Answer {
        @Override
        public Exit exit() {
            return Exit.DONE;
        }
    }

    /**
     * What there was to show was written while it was found.
     *
     * @param warnings sentences about what the asker may want to know as well
     * @param exit how the process ends
     */
    record Written(List<String> warnings, Exit exit) implements Answer {}

    /**
     * A no.
     *
     * @param code why, in Windows' numbering
     * @param message why, as a sentence
     */
    record Refused(Code code, String message) implements Answer {
        @Override
        public Exit exit() {
            return Exit.of(code);
        }
    }

    /**
     * Nothing was asked of the machine, or nobody knows what came of it.
     *
     * @param exit how the process ends
     * @param sentence what is wrong
     * @param lines what shows it
     * @param hint where to read on
     */
    record Failed(Exit exit, String sentence, List<String> lines, String hint) implements Answer {}

    /** Something to show, and all is well. */
    static Answer shown(View view) {
        return new Shown(view, List.of(), Exit.DONE);
    }

    /** The answer of {@link dev.berth.api.Ports}. */
    static <T> Answer of(Outcome<T> outcome, Function<T, View> view) {
        return switch (outcome) {
            case Outcome.Granted<T> granted -> new Shown(view.apply(granted.value()), granted.warnings(), Exit.DONE);
            case Outcome.Refused<T> refused -> new Refused(refused.code(), refused.message());
        };
    }
}
