package dev.berth.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that every command takes, before its name or after it, and how a command builds its own. */
final class Options {
    static final String JSON = "--json";
    static final String QUIET = "--quiet";
    static final String CGROUP = "--cgroup";
    static final String BPFFS = "--bpffs";
    static final String STORE = "--store";
    static final String SOCKET = "--socket";
    static final String RANGE = "--range";
    static final String HELP = "--help";
    static final String VERSION = "--version";
    static final String USUAL_BPFFS = "/sys/fs/bpf/berth";
    static final String USUAL_STORE = "/var/lib/berth";
    static final String USUAL_SOCKET = "/run/berth/berth.sock";

    private Options() {}

    /** Adds the options of every command. */
    static void addTo(CommandSpec command) {
        if (!command.optionsMap().containsKey(JSON)) {
            command.addOption(json("berth-1.json"));
        }
        command.addOption(flag(QUIET, "Print only what was asked for: no sentences when all is well, no warnings."));
        command.addOption(value(
                CGROUP, "DIR", "Guard the sockets of this cgroup (BERTH_CGROUP; else the root of the hierarchy)."));
        command.addOption(value(BPFFS, "DIR", "Pin the guard here (BERTH_BPFFS; else " + USUAL_BPFFS + ")."));
        command.addOption(value(STORE, "DIR", "Keep records here (BERTH_STORE; else " + USUAL_STORE + ")."));
        command.addOption(value(SOCKET, "PATH", "Reach berthd here (BERTH_SOCKET; else " + USUAL_SOCKET + ")."));
        command.addOption(value(
                RANGE,
                "BLOCK",
                "Take the ports of 'berth acquire' from here, where none is asked for by number"
                        + " (BERTH_RUNTIME_RANGE; else 20000-29999)."));
        command.addOption(OptionSpec.builder("-h", HELP)
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this help.")
                .build());
    }

    /** Tells whether the word after this one is its value. */
    static boolean takesValue(String option) {
        return option.equals(CGROUP)
                || option.equals(BPFFS)
                || option.equals(STORE)
                || option.equals(SOCKET)
                || option.equals(RANGE);
    }

    /** {@link #JSON}, of a command whose objects have a schema of their own. */
    static OptionSpec json(String schema) {
        return flag(JSON, "Print JSON, as docs/schema/" + schema + " describes it.");
    }

    /** {@link #JSON}, of a command that prints what other programs read as it is. */
    static OptionSpec jsonOfFailures() {
        return flag(JSON, "Print JSON where something is wrong, and else the same text.");
    }

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .description(description)
                .build();
    }

    static OptionSpec value(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    static OptionSpec choice(String name, String label, List<String> choices, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .completionCandidates(choices)
                .description(description)
                .build();
    }

    /** A flag that may have a value, which stands behind the sign and never in the next word: {@code --name=value}. */
    static OptionSpec optional(String name, String choice, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .arity("0..1")
                .paramLabel(choice)
                .completionCandidates(List.of(choice))
                .preprocessor((words, command, option, how) -> {
                    if (!"=".equals(how.get("separator"))) {
                        words.push(""); // else the parser would take the next word
                    }
                    return false;
                })
                .description(description)
                .build();
    }

    static OptionSpec repeated(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }
}
