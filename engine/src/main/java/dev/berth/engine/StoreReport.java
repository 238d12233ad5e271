package dev.berth.engine;

import dev.berth.api.Consumer;
import dev.berth.engine.store.StoreContents;
import dev.berth.engine.store.StoredReservation;
import dev.berth.engine.store.UnusableFile;
import dev.berth.kernel.Accounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What there is to warn about in the store itself: files that are left alone, names that mean somebody else by now. */
final class StoreReport {
    private StoreReport() {}

    /** One sentence for each. */
    static List<String> warnings(StoreContents contents, Accounts accounts) throws IOException {
        List<String> warnings = new ArrayList<>();
        contents.unusable().stream().map(UnusableFile::warning).forEach(warnings::add);
        warnings.addAll(contents.warnings());
        Map<Consumer, Optional<String>> known = new HashMap<>(); // thousands of files name few accounts
        for (StoredReservation stored : contents.reservations()) {
            for (Consumer consumer : stored.consumers()) {
                if (!known.containsKey(consumer)) {
                    known.put(consumer, drift(consumer, accounts));
                }
                known.get(consumer).ifPresent(clause -> warnings.add(stored.title() + ": " + clause));
            }
        }
        return warnings;
    }

    private static Optional<String> drift(Consumer consumer, Accounts accounts) throws IOException {
        return switch (consumer) {
            case Consumer.User(String name, OptionalLong uid)
            when !isNumber(name, uid) -> drift("user", name, uid, accounts.uid(name));
            case Consumer.Group(String name, OptionalLong gid)
            when !isNumber(name, gid) -> drift("group", name, gid, accounts.gid(name));
            case Consumer.User _, Consumer.Group _, Consumer.Cgroup _ -> Optional.empty();
        };
    }

    private static Optional<String> drift(String kind, String name, OptionalLong stored, OptionalLong actual) {
        if (stored.equals(actual)) {
            return Optional.empty();
        }
        String meaning = actual.isPresent() ? "is " + actual.getAsLong() + " by now" : "exists no more";
        return Optional.of(kind + " " + name + " " + meaning + "; the number " + stored.orElseThrow()
                + " of its file goes on counting until the reservation is made again");
    }

    private static boolean isNumber(String name, OptionalLong number) {
        return number.isPresent() && name.equals(Long.toString(number.getAsLong()));
    }
}
