package dev.berth.engine;

import dev.berth.api.Consumer;
import dev.berth.api.OwnerProcess;
import dev.berth.api.RuntimeReservation;
import dev.berth.kernel.Accounts;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.Life;
import dev.berth.kernel.Rights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Runtime reservations as readers see them: with names for numbers, and without those that have ended. */
final class RuntimeListing {
    private final Kernel kernel;
    private final Map<Life, Optional<OwnerProcess>> owners = new HashMap<>();
    private final Map<Long, String> users = new HashMap<>();
    private final Map<Long, String> groups = new HashMap<>();

    RuntimeListing(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Those that live, by first port and then by pool; none for who cannot tell processes by the guard's numbers. */
    List<RuntimeReservation> of(List<GuardEntry> entries) throws IOException {
        List<RuntimeReservation> live = new ArrayList<>();
        if (entries.isEmpty() || kernel.caller().life().equals(Life.NOBODY)) {
            return live;
        }
        for (GuardEntry entry : entries) {
            Optional<OwnerProcess> owner = owner(entry.owner());
            if (owner.isPresent()) {
                live.add(new RuntimeReservation(
                        entry.token(),
                        entry.protocol(),
                        entry.block(),
                        owner.get(),
                        consumers(entry.rights()),
                        entry.deny(),
                        entry.since(),
                        entry.lifetime()));
            }
        }
        live.sort((one, other) -> {
            int byBlock = one.block().compareTo(other.block());
            return byBlock != 0 ? byBlock : one.protocol().compareTo(other.protocol());
        });
        return live;
    }

    private Optional<OwnerProcess> owner(Life life) throws IOException {
        Optional<OwnerProcess> known = owners.get(life);
        if (known == null) {
            known = kernel.processTable().find(life);
            owners.put(life, known);
        }
        return known;
    }

    private List<Consumer> consumers(Rights rights) {
        Accounts accounts = kernel.accounts();
        List<Consumer> consumers = new ArrayList<>();
        for (long uid : rights.users()) {
            String name = users.computeIfAbsent(uid, number -> name(number, accounts::userName));
            consumers.add(new Consumer.User(name, OptionalLong.of(uid)));
        }
        for (long gid : rights.groups()) {
            String name = groups.computeIfAbsent(gid, number -> name(number, accounts::groupName));
            consumers.add(new Consumer.Group(name, OptionalLong.of(gid)));
        }
        rights.cgroups().forEach(path -> consumers.add(new Consumer.Cgroup(path)));
        return consumers;
    }

    /** Asks for a name. */
    @FunctionalInterface
    private interface Lookup {
        Optional<String> of(long number) throws IOException;
    }

    /** The name; the number where it has none, or none that a name service tells. */
    private static String name(long number, Lookup lookup) {
        try {
            return lookup.of(number).orElse(Long.toString(number));
        } catch (IOException unanswered) {
            return Long.toString(number);
        }
    }
}
