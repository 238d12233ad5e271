package dev.berth.cli;

import dev.berth.api.Code;
import java.util.List;

/** Says an answer to people or to programs: what was asked for on standard output, what is wrong on standard error. */
final class Printer {
    private final Console console;
    private final LocalTimes times;
    private final boolean json;
    private final boolean quiet;

    Printer(Console console, LocalTimes times, boolean json, boolean quiet) {
        this.console = console;
        this.times = times;
        this.json = json;
        this.quiet = quiet;
    }

    void print(Answer answer) {
        switch (answer) {
            case Answer.Shown(View view, List<String> warnings, var _) -> show(view, warnings);
            case Answer.Plain(String text) -> console.print(text);
            case Answer.Refused refused -> {
                if (json) {
                    console.print(Json.refusal(refused));
                }
                Code code = refused.code();
                console.complain(code + " (" + code.number() + "): " + refused.message());
            }
            case Answer.Failed(Exit exit, String sentence, String hint) -> {
                if (json) {
                    console.print(Json.failure(exit, sentence));
                }
                console.complain(sentence);
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
        if (!quiet) {
            for (String warning : warnings) {
                console.complain("warning: " + warning);
            }
        }
    }
}
