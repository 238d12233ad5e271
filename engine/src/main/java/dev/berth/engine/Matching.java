package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.engine.store.ConsumerRights;
import dev.berth.engine.store.FileName;
import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.Stored;
import dev.berth.engine.store.StoredReservation;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Life;
import dev.berth.kernel.PortSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which entry of the guard stands for which reservation of the store.
 *
 * @param live the entry of each reservation that has one, whatever its state and rules
 * @param kept entries whose file is there and cannot be used: as long as it is, they stay as they are
 * @param orphans entries that no file stands behind
 * @param runtime the runtime reservations
 */
record Matching(
        Map<StoredReservation, GuardEntry> live,
        List<GuardEntry> kept,
        List<GuardEntry> orphans,
        List<GuardEntry> runtime) {
    /** Matches entries by pool and block, and an entry whose file was given another length by pool and start. */
    static Matching of(StoreContents contents, List<GuardEntry> entries) {
        Map<StoredReservation, GuardEntry> live = new LinkedHashMap<>();
        List<GuardEntry> kept = new ArrayList<>();
        List<GuardEntry> orphans = new ArrayList<>();
        List<GuardEntry> runtime = new ArrayList<>();
        Map<FileName, StoredReservation> byName = new HashMap<>();
        contents.reservations().forEach(stored -> byName.put(stored.fileName(), stored));
        for (GuardEntry entry : entries) {
            Optional<StoredReservation> owner = Optional.ofNullable(
                    byName.get(new FileName(FileName.Kind.RESERVATION, entry.protocol(), entry.block())));
            if (entry.state() == State.RUNTIME) {
                runtime.add(entry);
            } else if (owner.isPresent() && !live.containsKey(owner.get())) {
                live.put(owner.get(), entry);
            } else if (contents.unusable().stream().anyMatch(file -> file.reserves(entry.protocol(), entry.block()))) {
                kept.add(entry);
            } else {
                orphans.add(entry);
            }
        }
        for (StoredReservation stored : contents.reservations()) {
            if (!live.containsKey(stored)) {
                orphans.stream()
                        .filter(entry -> isResized(entry, stored))
                        .findFirst()
                        .ifPresent(entry -> {
                            orphans.remove(entry);
                            live.put(stored, entry);
                        });
            }
        }
        return new Matching(live, kept, orphans, runtime);
    }

    /** The entry that a reservation's file asks for, under a token. */
    static GuardEntry wanted(StoredReservation stored, Token token) {
        return new GuardEntry(
                token,
                State.PERSISTENT,
                stored.protocol(),
                stored.block(),
                stored.deny(),
                stored.lowPorts(),
                Life.NOBODY,
                ConsumerRights.of(stored.consumers()));
    }

    /** An entry that stands for something else and has a port of the reservation, so that both cannot be live. */
    Optional<GuardEntry> inTheWay(Stored stored) {
        return Stream.concat(runtime.stream(), kept.stream())
                .filter(entry -> stored.overlaps(entry.protocol(), entry.block()))
                .findFirst();
    }

    /** A runtime reservation that has a port of the block, if one has. */
    Optional<GuardEntry> runtime(Protocol protocol, PortBlock block) {
        return runtime.stream()
                .filter(entry ->
                        entry.protocol().meets(protocol) && entry.block().overlaps(block))
                .findFirst();
    }

    /** The runtime reservation of a token. */
    Optional<GuardEntry> runtime(Token token) {
        return runtime.stream().filter(entry -> entry.token().equals(token)).findFirst();
    }

    /** The same without the runtime reservation of a token. */
    Matching without(Token token) {
        List<GuardEntry> rest =
                runtime.stream().filter(entry -> !entry.token().equals(token)).toList();
        return new Matching(live, kept, orphans, rest);
    }

    /**
     * What the list of reserved ports has to hold: every persistent block, every exclusion, and runtime blocks where
     * automatic assignment would reach them.
     */
    PortSet needed(StoreContents contents, PortBlock automatic) {
        List<PortBlock> always = new ArrayList<>();
        contents.all().forEach(stored -> always.add(stored.block()));
        kept.forEach(entry -> always.add(entry.block()));
        List<PortBlock> sometimes = runtime.stream().map(GuardEntry::block).toList();
        return PortSet.of(always).plus(PortSet.of(sometimes).and(PortSet.of(automatic)));
    }

    /**
     * What the list of reserved ports may hold: what is needed, and the exclusions whose files cannot be used, which are
     * left as they are.
     */
    PortSet tolerated(StoreContents contents, PortBlock automatic) {
        List<PortBlock> leftAlone = contents.unusable().stream()
                .flatMap(file -> file.name().stream())
                .filter(name -> name.kind() == FileName.Kind.EXCLUSION)
                .map(FileName::block)
                .toList();
        return needed(contents, automatic).plus(PortSet.of(leftAlone));
    }

    private static boolean isResized(GuardEntry entry, StoredReservation stored) {
        return entry.state() == State.PERSISTENT
                && entry.protocol() == stored.protocol()
                && entry.block().start() == stored.block().start();
    }
}
