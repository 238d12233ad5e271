package dev.berth.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** A command line that was read: options wherever they stood, and the words of the command. */
final class Words {
    /** What ends the options. */
    static final String DASHES = "--";

    private final ParseResult before;
    private final ParseResult command;

    Words(ParseResult result) {
        this.before = result;
        this.command = result.hasSubcommand() ? result.subcommand() : result;
    }

    boolean has(String option) {
        return command.hasMatchedOption(option) || before.hasMatchedOption(option);
    }

    /** The value of an option; what stands after the command's name wins. */
    Optional<String> value(String option) {
        ParseResult where = command.hasMatchedOption(option) ? command : before;
        return where.hasMatchedOption(option) ? Optional.of(where.matchedOptionValue(option, "")) : Optional.empty();
    }

    /** The values of an option that may be repeated, in their order. */
    List<String> values(String option) {
        return command.matchedOptionValue(option, List.of());
    }

    /** The words after {@code --}, which is there; all of them, whatever they look like. */
    Optional<List<String>> afterDashes() {
        List<String> all = before.originalArgs();
        int dashes = all.indexOf(Words.DASHES);
        return dashes < 0 ? Optional.empty() : Optional.of(List.copyOf(all.subList(dashes + 1, all.size())));
    }

    /** The words that are no options, in their order. */
    List<String> rest() {
        List<String> rest = new ArrayList<>();
        List<PositionalParamSpec> seen = new ArrayList<>();
        for (PositionalParamSpec positional : command.matchedPositionals()) {
            // Options between its words make picocli name it once for each stretch, with all of its words each time.
            if (!seen.contains(positional)) {
                seen.add(positional);
                rest.addAll(positional.stringValues());
            }
        }
        return rest;
    }
}
