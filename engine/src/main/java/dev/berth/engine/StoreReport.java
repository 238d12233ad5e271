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

    /** One sentence for each, of what the files say by themselves. */
    static List<String> ofFiles(StoreContents contents) {
        List<String> warnings = new ArrayList<>();
        contents.unusable().stream().map(UnusableFile::warning).forEach(warnings::add);
        warnings.addAll(contents.warnings());
        return warnings;
    }

    /** One sentence for each; a name service that does not answer is one of them, and no reason to fail. */
    static List<String> warnings(StoreContents contents, Accounts accounts) {
        List<String> warnings = ofFiles(contents);
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

    private static Optional<String> drift(Consumer consumer, Accounts accounts) {
        return switch (consumer) {
            case Consumer.User(String name, OptionalLong uid)
            when !isNumber(name, uid) -> drift("user", name, uid, () -> accounts.uid(name));
            case Consumer.Group(String name, OptionalLong gid)
            when !isNumber(name, gid) -> drift("group", name, gid, () -> accounts.gid(name));
            case Consumer.User _, Consumer.Group _, Consumer.Cgroup _ -> Optional.empty();
        };
    }

    /** Asks for a number. */
    @FunctionalInterface
    private interface Lookup {
        OptionalLong number() throws IOException;
    }

    private static Optional<String> drift(String kind, String name, OptionalLong stored, Lookup lookup) {
        String meaning;
        try {
            OptionalLong actual = lookup.number();
            if (stored.equals(actual)) {
                return Optional.empty();
            }
            meaning = actual.isPresent() ? "is " + actual.getAsLong() + " by now" : "exists no more";
        } catch (IOException unanswered) {
            meaning = "cannot be looked up (" + unanswered.getMessage() + ")";
        }
        return Optional.of(kind + " " + name + " " + meaning + "; the number " + stored.orElseThrow()
                + " of its file goes on counting until the reservation is made again");
    }

    private static boolean isNumber(String name, OptionalLong number) {
        return number.isPresent() && name.equals(Long.toString(number.getAsLong()));
    }
}
