package dev.berth.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth help}. */
final class HelpCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        spec.addOption(Options.jsonOfFailures());
        spec.usageMessage().description("Shows the help of a command, or of Berth.");
        Positionals.optional(spec, "COMMAND", Commands.NAMES, "The command; Berth itself when left out.");
    }

    @Override
    public Answer run(Call call) {
        List<String> rest = call.words().rest();
        CommandLine whole = Grammar.whole();
        if (rest.isEmpty()) {
            return of(whole);
        }
        CommandLine command = whole.getSubcommands().get(rest.getFirst());
        if (command == null) {
            throw new UsageException(unknown(rest.getFirst()));
        }
        return of(command);
    }

    /** What to say of a word that names no command. */
    static String unknown(String word) {
        return "unknown command '" + word + "'" + Spelling.hint(word, Commands.NAMES);
    }

    /** The help of a command. */
    static Answer of(CommandLine command) {
        return new Answer.Plain(command.getUsageMessage(Ansi.OFF));
    }
}
