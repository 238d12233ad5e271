package dev.berth.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command line as picocli reads it, through its programmatic model and with as few commands as will do: each costs
 * milliseconds at start (docs/decisions/0011).
 */
final class Grammar {
    private Grammar() {}

    /** With the one command that the words ask for; with all where they ask for none that there is. */
    static CommandLine of(String[] words) {
        for (int i = 0; i < words.length; i++) {
            if (!words[i].startsWith("-")) {
                return Commands.named(words[i]).isPresent() ? with(List.of(words[i])) : whole();
            }
            if (Options.takesValue(words[i])) {
                i++;
            }
        }
        return whole();
    }

    /** With all commands. */
    static CommandLine whole() {
        return with(Commands.NAMES);
    }

    private static CommandLine with(List<String> names) {
        CommandSpec berth = CommandSpec.create().name("berth");
        berth.usageMessage()
                .customSynopsis("berth [OPTIONS] COMMAND [WORDS]")
                .description("Reserves TCP and UDP ports of this host, kept by the kernel.")
                .sortOptions(false)
                .optionListHeading("%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes())
                .commandListHeading("%nCommands:%n");
        Options.addTo(berth);
        berth.addOption(OptionSpec.builder("-V", Options.VERSION)
                .type(boolean.class)
                .versionHelp(true)
                .description("Show which Berth this is.")
                .build());
        for (String name : names) {
            CommandSpec command = CommandSpec.create().name(name);
            command.usageMessage().sortOptions(false);
            Commands.named(name)
                    .orElseThrow(() -> new IllegalStateException("Commands lists '" + name + "' and makes none"))
                    .describe(command);
            Options.addTo(command);
            if (command.positionalParameters().isEmpty()) {
                command.usageMessage().optionListHeading("%n");
            } else {
                command.usageMessage().parameterListHeading("%n");
            }
            berth.addSubcommand(name, command);
        }
        return new CommandLine(berth)
                // A word that begins with @ is a word, not a file to be read.
                .setExpandAtFiles(false)
                .setPosixClusteredShortOptionsAllowed(false);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (Exit exit : Exit.values()) {
            codes.put(Integer.toString(exit.number()), exit.meaning());
        }
        return codes;
    }
}
