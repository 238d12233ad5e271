package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.OwnerProcess;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was done to sockets and processes to make room for a reservation; none of it can be taken back. */
final class Deeds {
    private static final int MOST_NAMED = 8;

    private final List<Entry> closed = new ArrayList<>();
    private final Map<Integer, String> asked = new LinkedHashMap<>();

    /** A socket was closed. */
    void close(Entry entry) {
        closed.add(entry);
    }

    /** A process is being asked to end, because of a socket. */
    void ask(OwnerProcess process, Entry entry) {
        asked.put(process.pid(), process + ", " + Sockets.what(entry));
    }

    /** Whether this process was asked to end. */
    boolean wasAsked(OwnerProcess process) {
        return asked.containsKey(process.pid());
    }

    /** One sentence for each, and for each socket that stays. */
    List<String> sentences(List<Entry> adopted) {
        Set<String> stay = new LinkedHashSet<>(); // a server and its hundred connections are one sentence
        for (Entry entry : adopted) {
            stay.add("adopted: " + entry.protocol() + " port " + entry.local().port() + " stays with "
                    + Sockets.who(entry));
        }
        Set<String> ended = new LinkedHashSet<>();
        asked.values().forEach(process -> ended.add("terminated: " + process));
        Set<String> evicted = new LinkedHashSet<>();
        closed.forEach(entry -> evicted.add("evicted: " + entry + " of " + Sockets.who(entry)));
        List<String> sentences = new ArrayList<>(some(stay, "ports stay with consumers"));
        sentences.addAll(some(ended, "processes were terminated"));
        sentences.addAll(some(evicted, "sockets were evicted"));
        return sentences;
    }

    /** What to add to a refusal, as a sentence; nothing where nothing was done. */
    String aftermath() {
        List<String> done = new ArrayList<>();
        if (!asked.isEmpty()) {
            done.add(String.join("; ", asked.values()) + (asked.size() == 1 ? " was" : " were") + " asked to end");
        }
        if (!closed.isEmpty()) {
            done.add(closed.size() == 1 ? "1 socket was closed" : closed.size() + " sockets were closed");
        }
        return done.isEmpty() ? "" : ". Before that, " + String.join(", and ", done) + ", which cannot be taken back";
    }

    private static List<String> some(Set<String> sentences, String what) {
        if (sentences.size() <= MOST_NAMED) {
            return List.copyOf(sentences);
        }
        List<String> some = new ArrayList<>(sentences.stream().limit(MOST_NAMED).toList());
        some.add((sentences.size() - MOST_NAMED) + " more " + what);
        return some;
    }
}
