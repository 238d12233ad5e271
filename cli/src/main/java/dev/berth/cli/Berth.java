package dev.berth.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code berth} command: reads the words, has a command carry them out, prints, and says how the process ends. */
final class Berth {
    private final Machine machine;
    private final Map<String, String> environment;
    private final LocalTimes times;
    private final Console console;

    Berth(Machine machine, Map<String, String> environment, LocalTimes times, Console console) {
        this.machine = machine;
        this.environment = environment;
        this.times = times;
        this.console = console;
    }

    /** Runs one command line. */
    Exit run(String... line) {
        // Asked of the bare words, because reading them may be what fails; those of another command are not Berth's.
        List<String> all = List.of(line);
        List<String> bare = all.contains(Words.DASHES) ? all.subList(0, all.indexOf(Words.DASHES)) : all;
        Printer printer = new Printer(
                console,
                times,
                bare.contains(Options.JSON),
                bare.contains(Options.QUIET),
                () -> Printer.columns(environment, machine));
        Answer answer = answer(line, printer);
        printer.print(answer);
        if (answer.exit() == Exit.DONE && console.isLost()) {
            printer.complain("standard output cannot be written, and not all was told; make room where it goes");
            return Exit.INTERNAL;
        }
        return answer.exit();
    }

    private Answer answer(String[] line, Printer printer) {
        try {
            CommandLine grammar = Grammar.of(line);
            return answer(grammar, grammar.parseArgs(line), printer);
        } catch (ReaderGoneException gone) {
            return new Answer.Written(List.of(), Exit.DONE);
        } catch (ParameterException unreadable) {
            return misused(
                    sentence(unreadable),
                    List.of(),
                    unreadable.getCommandLine().getCommandSpec().qualifiedName());
        } catch (Throwable failure) {
            // The outermost frame: whatever went wrong, people get a sentence, and the trace if they ask for it.
            return failed(failure);
        }
    }

    private Answer answer(CommandLine grammar, ParseResult result, Printer printer) {
        Words words = new Words(result);
        if (words.has(Options.VERSION)) {
            return Answer.shown(VersionView.own());
        }
        if (!result.hasSubcommand()) {
            return words.has(Options.HELP)
                    ? HelpCommand.of(grammar)
                    : misused("missing words: a command, such as list", List.of(), "berth");
        }
        String name = result.subcommand().commandSpec().name();
        if (words.has(Options.HELP)) {
            return HelpCommand.of(result.subcommand().commandSpec().commandLine());
        }
        try {
            Call call = new Call(words, Places.of(words, environment), machine, printer);
            return Commands.named(name).orElseThrow().run(call);
        } catch (UsageException senseless) {
            return misused(String.valueOf(senseless.getMessage()), senseless.lines(), "berth " + name);
        }
    }

    private static Answer misused(String sentence, List<String> lines, String command) {
        return new Answer.Failed(Exit.USAGE, sentence, lines, "see '" + command + " --help'");
    }

    private Answer failed(Throwable failure) {
        if (environment.getOrDefault("BERTH_DEBUG", "").equals("1")) {
            console.trace(failure);
        }
        String kind = failure.getClass().getSimpleName();
        String detail = failure.getMessage() == null ? kind : kind + ": " + failure.getMessage();
        return new Answer.Failed(
                Exit.INTERNAL, "internal error: " + detail, List.of(), "set BERTH_DEBUG=1 to see where it happened");
    }

    private static String sentence(ParameterException unreadable) {
        if (!(unreadable instanceof UnmatchedArgumentException unmatched)) {
            String message = String.valueOf(unreadable.getMessage());
            return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
        }
        String word = unmatched.getUnmatched().getFirst();
        CommandLine command = unmatched.getCommandLine();
        if (unmatched.isUnknownOption()) {
            return "unknown option '" + word + "'"
                    + Spelling.hint(word, command.getCommandSpec().optionsMap().keySet());
        }
        return command.getParent() == null ? HelpCommand.unknown(word) : "one word too many: '" + word + "'";
    }
}
