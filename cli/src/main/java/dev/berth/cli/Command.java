package dev.berth.cli;

import picocli.CommandLine.Model.CommandSpec;

/** One command: the words it takes, and what it does with them. */
interface Command {
    /** Adds its own words to an empty command, described for people. */
    void describe(CommandSpec spec);

    /**
     * Carries it out.
     *
     * @throws UsageException if the words make no sense; nothing was done then
     */
    Answer run(Call call);
}
