package dev.berth.it.ports;

import dev.berth.api.Consumer;
import dev.berth.api.Exclusion;
import dev.berth.api.Listing;
import dev.berth.api.Reservation;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was acknowledged: the names of the files that have to be there, and for reservations who may bind. */
final class Records {
    private final Map<String, String> acknowledged = new TreeMap<>();

    /** What a listing has. */
    static Map<String, String> of(Listing listing) {
        Map<String, String> all = new TreeMap<>();
        for (Reservation there : listing.reservations()) {
            String consumer = there.consumers().stream()
                    .map(one -> one instanceof Consumer.User user ? user.name() : one.toString())
                    .findFirst()
                    .orElse("");
            all.put(new Change("create", there.protocol(), there.block(), "").what(), consumer);
        }
        for (Exclusion there : listing.exclusions()) {
            all.put(new Change("exclude", there.protocol(), there.block(), "").what(), "");
        }
        return all;
    }

    void acknowledge(Change change) {
        apply(change, acknowledged);
    }

    /** What may be there, after one more change that may have been carried out or not. */
    Set<Map<String, String>> allowed(Change underWay) {
        Map<String, String> whole = new TreeMap<>(acknowledged);
        apply(underWay, whole);
        Set<Map<String, String>> allowed = new HashSet<>(Set.of(acknowledged));
        allowed.add(whole);
        return allowed;
    }

    /** Whether there is what this change makes. */
    boolean has(Change change) {
        return acknowledged.containsKey(change.what());
    }

    /** From now on this is what has to be there. */
    void settle(Map<String, String> there) {
        acknowledged.clear();
        acknowledged.putAll(there);
    }

    private static void apply(Change change, Map<String, String> records) {
        switch (change.verb()) {
            case "create", "change" -> records.put(change.what(), change.consumer());
            case "exclude" -> records.put(change.what(), "");
            case "delete", "remove" -> records.remove(change.what());
            case "purge" -> records.clear();
            default -> {}
        }
    }
}
