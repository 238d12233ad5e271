package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.EntryKey;
import dev.berth.api.OwnerProcess;
import dev.berth.kernel.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the processes that have sockets open to end, all at once and each only once, and waits for that. */
final class Termination {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int INIT = 1;
    private static final Duration SHORTEST = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofMillis(100);

    private final ProcessTable processes;
    private final Workplace workplace;

    Termination(Workplace workplace) {
        processes = workplace.kernel().processTable();
        this.workplace = workplace;
    }

    /** Looks who is in the way. */
    @FunctionalInterface
    interface Look {
        /** Looks once more. */
        Occupancy again() throws IOException;
    }

    /** Why these sockets are not to be ended with their processes, as a clause; empty if they may be. */
    Optional<String> objection(List<Entry> entries, Deeds deeds) {
        for (Entry entry : entries) {
            String where = "port " + entry.local().port() + " is in use by ";
            if (entry.processes().isEmpty()) {
                return Optional.of(where + Sockets.describe(entry) + ", so there is nobody to be asked to end");
            }
            for (OwnerProcess process : entry.processes()) {
                if (process.pid() == INIT) {
                    return Optional.of(where + process + ", " + Sockets.what(entry)
                            + ", which Berth never ends; stop the unit that has it open there");
                }
                if (deeds.wasAsked(process)) {
                    return Optional.of(where + process + ", " + Sockets.what(entry) + ", which was asked to end and has"
                            + " not within " + PATIENCE.toSeconds() + " seconds; stop it in its own way");
                }
            }
        }
        return Optional.empty();
    }

    /** Asks their processes to end, and waits until these are out of the way or patience is at its end. */
    void run(List<Entry> entries, Deeds deeds, Look look) throws IOException {
        Map<OwnerProcess, Entry> targets = new LinkedHashMap<>();
        for (Entry entry : entries) {
            entry.processes().forEach(process -> targets.putIfAbsent(process, entry));
        }
        for (Map.Entry<OwnerProcess, Entry> target : targets.entrySet()) {
            processes.terminate(target.getKey().pid(), target.getValue().inode(), 0);
            deeds.ask(target.getKey(), target.getValue()); // and not before: where it may not be asked, it was not
        }
        Set<EntryKey> sockets = entries.stream().map(Entry::key).collect(Collectors.toSet());
        // Waiting is asking for the ports, not for the processes: what counts is whether these are free. Both the
        // pauses and the clock are watched, for looking takes time as well, and clocks are set.
        Instant end = workplace.clock().instant().plus(PATIENCE);
        Duration waited = Duration.ZERO;
        Duration pause = SHORTEST;
        while (isInTheWay(look.again(), sockets, deeds)
                && waited.compareTo(PATIENCE) < 0
                && workplace.clock().instant().isBefore(end)
                && !Thread.currentThread().isInterrupted()) {
            workplace.pause().of(pause);
            waited = waited.plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        }
    }

    /**
     * Who ends is no longer seen to have his files open before they are closed: then it is a socket with a number in {@code
     * /proc/PID/fd} that tells. What lives on without one, to see its connection off, nobody ends by ending.
     */
    private static boolean isInTheWay(Occupancy found, Set<EntryKey> sockets, Deeds deeds) {
        return found.obstacles().stream()
                .anyMatch(entry -> entry.processes().isEmpty()
                        ? entry.inode() != 0 && sockets.contains(entry.key())
                        : entry.processes().stream().anyMatch(deeds::wasAsked));
    }
}
