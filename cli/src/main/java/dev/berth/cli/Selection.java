package dev.berth.cli;

import dev.berth.api.EntryFilter;
import dev.berth.api.FilterSyntaxException;
import dev.berth.api.Protocol;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Which entries a command is about.
 *
 * @param protocol the table or tables
 * @param filter which of their entries
 */
record Selection(Protocol protocol, EntryFilter filter) {
    static final String UDP = "--udp";
    private static final String TCP = "--tcp";

    /** Adds the options that choose tables. */
    static void describe(CommandSpec spec) {
        spec.addOption(Options.flag(UDP, "UDP instead of TCP; with --tcp, both."));
        spec.addOption(Options.flag(TCP, "TCP, as without either."));
    }

    /** Reads the words. Those that are no options are one filter, so that quotes may be left out. */
    static Selection of(Call call) {
        Words words = call.words();
        Protocol protocol = Protocol.TCP;
        if (words.has(UDP)) {
            protocol = words.has(TCP) ? Protocol.TCP_UDP : Protocol.UDP;
        }
        String text = String.join(" ", words.rest());
        try {
            return new Selection(
                    protocol, EntryFilter.parse(text, call.machine().services(protocol)));
        } catch (FilterSyntaxException senseless) {
            int column = Math.clamp(senseless.column(), 0, text.length());
            throw new UsageException(
                    String.valueOf(senseless.getMessage()),
                    senseless,
                    List.of("  " + text, "  " + " ".repeat(text.codePointCount(0, column)) + "^"));
        }
    }
}
