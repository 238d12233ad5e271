package dev.berth.cli;

import dev.berth.api.CloseRequest;
import dev.berth.api.CloseRequest.Option;
import dev.berth.api.EntryFilter;
import dev.berth.api.Ports;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth close}. */
final class CloseCommand implements Command {
    static final String FORCE = "--force";
    private static final String ALL = "--all";
    private static final String DRY_RUN = "--dry-run";
    private static final String RATE = "--rate";
    private static final int USUAL_RATE = 10_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Closes the entry that a filter means: its process gets ECONNABORTED, its peer a reset."
                        + " Where several match, it closes none, lists them and exits with 1. Exits with 1 as well if"
                        + " something that was to be closed is still there.");
        Positionals.filter(spec, "FILTER");
        Selection.describe(spec);
        spec.addOption(Options.flag(ALL, "Close all that match."));
        spec.addOption(Options.flag(DRY_RUN, "Close nothing; print commands, each of which would close one of them."));
        spec.addOption(Options.flag(
                FORCE, "Close also what this command or one of its ancestors has open, such as its SSH connection."));
        spec.addOption(Options.value(RATE, "N", "How many to close a second at most; " + USUAL_RATE + " by default."));
        spec.addOption(Options.json("entry-1.json"));
    }

    @Override
    public Answer run(Call call) {
        Words words = call.words();
        int rate = rate(words);
        Selection selection = Selection.of(call);
        if (selection.filter().equals(EntryFilter.ALL)) {
            throw new UsageException("missing words: FILTER, such as sport = :8080; without one, everything is meant");
        }
        Set<Option> options = EnumSet.noneOf(Option.class);
        if (words.has(ALL)) {
            options.add(Option.ALL);
        }
        if (words.has(FORCE)) {
            options.add(Option.FORCE);
        }
        if (words.has(DRY_RUN)) {
            options.add(Option.DRY_RUN);
        }
        CloseRequest request =
                new CloseRequest(selection.protocol(), selection.filter(), options, OptionalInt.of(rate));
        try (Ports ports = call.ports()) {
            Closings closings = call.printer().isJson()
                    ? new JsonClosings(request, call.printer())
                    : new PlainClosings(request, call);
            return closings.end(call.entries(ports).close(request, closings));
        }
    }

    private static int rate(Words words) {
        String value = words.value(RATE).orElse(Integer.toString(USUAL_RATE));
        if (!NUMBER.matcher(value).matches() || Integer.parseInt(value) == 0) {
            throw new UsageException(RATE + ": '" + value + "' is no number from 1 to 999999999");
        }
        return Integer.parseInt(value);
    }
}
