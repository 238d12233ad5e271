package dev.berth.cli;

import dev.berth.api.Entries;
import dev.berth.api.Entries.Sink;
import dev.berth.api.Entry;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryQuery;
import dev.berth.api.Outcome;
import dev.berth.api.Ports;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** {@code berth entries}. */
final class EntriesCommand implements Command {
    private static final String BOUND = "--bound";
    private static final String OWNERS = "--owners";
    private static final String INFO = "--info";
    private static final String COUNTS = "--counts";
    private static final String WATCH = "--watch";
    private static final String INTERVAL = "--interval";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}([.][0-9]{1,3})?");
    private static final int LONGEST = 86_400;

    @Override
    public void describe(CommandSpec spec) {
        spec.usageMessage()
                .description("Lists the entries of the TCP or UDP table: connections, listeners, and all other sockets"
                        + " of this network namespace. Needs no privilege, but without it the owners of other users'"
                        + " sockets are unknown.");
        Positionals.filter(spec, "[FILTER]");
        Selection.describe(spec);
        spec.addOption(Options.flag(BOUND, "Also TCP sockets that are bound and nothing more (Linux 6.8)."));
        spec.addOption(Options.flag(OWNERS, "Who has each open: pid, command, user, and unit or cgroup."));
        spec.addOption(Options.flag(INFO, "What was measured of each TCP connection."));
        spec.addOption(Options.flag(COUNTS, "Only how many there are in each state."));
        spec.addOption(
                Options.flag(WATCH, "What changes from now on: + opened, - closed, ~ another state. Ends by Ctrl-C."));
        spec.addOption(Options.value(INTERVAL, "SECONDS", "How often --watch looks, such as 0.2; 1 by default."));
        spec.addOption(Options.json("entry-1.json"));
    }

    @Override
    public Answer run(Call call) {
        Words words = call.words();
        if (words.has(COUNTS)) {
            refuse(words, COUNTS, OWNERS, INFO, WATCH);
        }
        Duration interval = interval(words);
        Selection selection = Selection.of(call);
        EntryQuery query = query(words, selection);
        try (Ports ports = call.ports()) {
            Entries entries = call.entries(ports);
            if (words.has(COUNTS)) {
                return Answer.of(entries.count(query), CountsView::new);
            }
            if (words.has(WATCH)) {
                return new EntryWatch(entries, query, call).run(interval);
            }
            return call.printer().isJson() ? json(entries, query, call) : table(entries, query, call);
        }
    }

    private static EntryQuery query(Words words, Selection selection) {
        EntryQuery query = EntryQuery.of(selection.protocol()).where(selection.filter());
        if (words.has(BOUND)) {
            query = query.with(EntryDetail.BOUND);
        }
        if (words.has(OWNERS)) {
            query = query.with(EntryDetail.OWNERS);
        }
        return words.has(INFO) ? query.with(EntryDetail.INFO) : query;
    }

    private static void refuse(Words words, String option, String... others) {
        for (String other : others) {
            if (words.has(other)) {
                throw new UsageException(option + " goes without " + other);
            }
        }
    }

    private static Duration interval(Words words) {
        if (words.value(INTERVAL).isEmpty()) {
            return Duration.ofSeconds(1);
        }
        String value = words.value(INTERVAL).get();
        if (!words.has(WATCH)) {
            throw new UsageException(INTERVAL + " goes with " + WATCH);
        }
        double seconds = SECONDS.matcher(value).matches() ? Double.parseDouble(value) : 0;
        if (seconds == 0 || seconds > LONGEST) {
            throw new UsageException(INTERVAL + ": '" + value + "' is no number of seconds from 0.001 to " + LONGEST);
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static Answer json(Entries entries, EntryQuery query, Call call) {
        Lines lines = call.printer().lines();
        EntryJson json = new EntryJson(lines);
        Sink<Entry> sink = entry -> {
            json.put(entry);
            lines.end();
        };
        Outcome<Long> outcome = entries.list(query, sink);
        lines.flush();
        return written(outcome);
    }

    private static Answer table(Entries entries, EntryQuery query, Call call) {
        Printer printer = call.printer();
        EntryTable table = new EntryTable(
                query.protocol(),
                query.details(),
                printer::width,
                new EntryCells(call.machine()::interfaceName),
                printer::show);
        Outcome<Long> outcome = entries.list(query, table::add);
        if (!table.end() && outcome instanceof Outcome.Granted<Long>) {
            printer.show("no entries\n");
        }
        return written(outcome);
    }

    static Answer written(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?> refused
                ? new Answer.Refused(refused.code(), refused.message())
                : new Answer.Written(((Outcome.Granted<?>) outcome).warnings(), Exit.DONE);
    }
}
