package dev.berth.cli;

import dev.berth.api.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares each look at the entries with the one before. An entry is known by its cookie, so that a connection between
 * the same two ends as an earlier one is another. Holds one look. Not safe for concurrent use.
 */
final class EntryChanges {
    private Map<Object, Entry> last;

    EntryChanges(List<Entry> first) {
        last = index(first);
    }

    /** What has closed, then what has opened or is in another state. */
    List<EntryChange> since(List<Entry> look) {
        Map<Object, Entry> now = index(look);
        List<EntryChange> changes = new ArrayList<>();
        last.forEach((name, entry) -> {
            if (!now.containsKey(name)) {
                changes.add(new EntryChange(EntryChange.Kind.CLOSED, entry, entry.state()));
            }
        });
        now.forEach((name, entry) -> {
            Entry before = last.get(name);
            if (before == null) {
                changes.add(new EntryChange(EntryChange.Kind.OPENED, entry, entry.state()));
            } else if (before.state() != entry.state()) {
                changes.add(new EntryChange(EntryChange.Kind.STATE, entry, before.state()));
            }
        });
        last = now;
        return changes;
    }

    private static Map<Object, Entry> index(List<Entry> look) {
        Map<Object, Entry> index = LinkedHashMap.newLinkedHashMap(look.size());
        for (Entry entry : look) {
            index.put(name(entry), entry);
        }
        return index;
    }

    private static Object name(Entry entry) {
        return entry.cookie() == 0 ? entry.key() : Long.valueOf(entry.cookie());
    }
}
