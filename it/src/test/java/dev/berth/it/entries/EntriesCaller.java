package dev.berth.it.entries;

import dev.berth.api.CloseRequest;
import dev.berth.api.CloseRequest.Option;
import dev.berth.api.Entries;
import dev.berth.api.EntryDetail;
import dev.berth.api.EntryFilter;
import dev.berth.api.EntryFilter.ServicePorts;
import dev.berth.api.EntryQuery;
import dev.berth.api.FilterSyntaxException;
import dev.berth.api.Outcome;
import dev.berth.api.OwnerProcess;
import dev.berth.api.Protocol;
import dev.berth.engine.EngineEntries;
import dev.berth.engine.EnginePorts;
import dev.berth.kernel.linux.LinuxKernel;
import dev.berth.testkit.Patience;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A process that lists and closes what a filter means, and prints a line for each answer. */
final class EntriesCaller {
    private EntriesCaller() {}

    /** Arguments: cgroup, bpffs, store, options or {@code -}, and the words of a filter. */
    public static void main(String... words) throws FilterSyntaxException {
        LinuxKernel kernel = new LinuxKernel(Optional.of(Path.of(words[0])), Path.of(words[1]));
        EnginePorts ports = new EnginePorts(kernel, Path.of(words[2]), InstantSource.system(), Patience.ofSeconds(5));
        Entries entries = new EngineEntries(kernel, ports);
        String text = String.join(" ", List.of(words).subList(4, words.length));
        EntryFilter filter = EntryFilter.parse(text, ServicePorts.NONE);
        CloseRequest request = CloseRequest.of(Protocol.TCP, filter);
        for (Option option : Option.values()) {
            request = words[3].contains(option.name()) ? request.with(option) : request;
        }
        EntryQuery query = EntryQuery.of(Protocol.TCP).where(filter).with(EntryDetail.OWNERS);
        say(
                "list",
                entries.list(
                        query,
                        entry -> System.out.println("entry " + entry + " "
                                + entry.owners().getClass().getSimpleName()
                                + entry.processes().stream()
                                        .map(OwnerProcess::pid)
                                        .map(pid -> " " + pid)
                                        .collect(Collectors.joining()))));
        say(
                "close",
                entries.close(
                        request,
                        closing -> System.out.println(closing.fate() + " " + closing.entry() + " "
                                + closing.remark().orElse(""))));
    }

    private static void say(String what, Outcome<?> outcome) {
        String rest = outcome instanceof Outcome.Refused<?> refused ? refused.message() : "" + outcome.orElseThrow();
        System.out.println(what + " " + outcome.code().number() + " " + rest);
    }
}
