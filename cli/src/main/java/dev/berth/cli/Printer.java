package dev.berth.cli;

import dev.berth.api.Code;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Says an answer to people or to programs: what was asked for on standard output, what is wrong on standard error. */
final class Printer {
    private static final int MOST_DIGITS = 9;

    private final Console console;
    private final LocalTimes times;
    private final boolean json;
    private final boolean quiet;

    private final Supplier<OptionalInt> width;

    Printer(Console console, LocalTimes times, boolean json, boolean quiet, Supplier<OptionalInt> width) {
        this.console = console;
        this.times = times;
        this.json = json;
        this.quiet = quiet;
        this.width = width;
    }

    /** How wide a line is: {@code COLUMNS}, or else what the terminal says; empty for no limit. */
    static OptionalInt columns(Map<String, String> environment, Machine machine) {
        String columns = environment.getOrDefault("COLUMNS", "");
        boolean isNumber = !columns.isEmpty()
                && columns.length() <= MOST_DIGITS
                && columns.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber && Integer.parseInt(columns) > 0
                ? OptionalInt.of(Integer.parseInt(columns))
                : machine.columns();
    }

    /** Tells whether programs read it. */
    boolean isJson() {
        return json;
    }

    /** Tells whether to leave out that all is well. */
    boolean isQuiet() {
        return quiet;
    }

    /** How long a line for people may be; empty for no limit. */
    OptionalInt width() {
        return width.get();
    }

    /** Times for people. */
    LocalTimes times() {
        return times;
    }

    /** For programs: lines of JSON by who only looks, to be flushed at the end. */
    Lines lines() {
        return console.lines(Console.Reader.NEEDED);
    }

    /** For programs: lines of JSON by who acts, and goes on if nobody reads them. */
    Lines actedLines() {
        return console.lines(Console.Reader.NOT_NEEDED);
    }

    /** For people: whole lines, by who only looks. */
    void show(String lines) {
        console.print(lines);
        if (!console.isRead()) {
            throw new ReaderGoneException();
        }
    }

    /** For people: whole lines, by who acts, and goes on if nobody reads them. */
    void tell(String lines) {
        console.print(lines);
    }

    /** A sentence about what is wrong. */
    void complain(String sentence) {
        console.complain(sentence);
    }

    /** Where something broke that nobody has foreseen. */
    void trace(Throwable failure) {
        console.trace(failure);
    }

    void print(Answer answer) {
        switch (answer) {
            case Answer.Shown(View view, List<String> warnings, var _) -> show(view, warnings);
            case Answer.Written(List<String> warnings, var _) -> {
                if (json && !warnings.isEmpty()) {
                    console.print(Json.warnings(warnings));
                }
                warn(warnings);
            }
            case Answer.Plain(String text) -> console.print(text);
            case Answer.Refused refused -> {
                if (json) {
                    console.print(Json.refusal(refused));
                }
                Code code = refused.code();
                console.complain(code + " (" + code.number() + "): " + refused.message());
            }
            case Answer.Failed(Exit exit, String sentence, List<String> lines, String hint) -> {
                if (json) {
                    console.print(Json.failure(exit, sentence));
                }
                console.complain(sentence);
                for (String line : lines) {
                    console.complain(line);
                }
                console.complain(hint);
            }
        }
    }

    private void show(View view, List<String> warnings) {
        if (json) {
            console.print(Json.line(view, warnings));
        } else if (!quiet || !view.isConfirmation()) {
            console.print(view.text(times));
        }
        warn(warnings);
    }

    /** Sentences about what the asker may want to know as well. */
    void warn(List<String> warnings) {
        if (!quiet) {
            for (String warning : warnings) {
                console.complain("warning: " + warning);
            }
        }
    }
}
