package dev.berth.it.ports;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Judges what {@link Contender}s wrote: whether some port had two holders at once. Their clock is the kernel's monotonic
 * one, which all processes share; they look at it after they have acquired and before they give back.
 */
final class Referee {
    private final List<Hold> holds = new ArrayList<>();
    private int bound;

    /** A holding, from when it was certain to when it was no more. */
    private record Hold(Path by, Protocol protocol, PortBlock block, long from, long until) {}

    /**
     * Reads what one of them wrote.
     *
     * @param kept until when it has what it did not write that it gave back; for a moment at least
     */
    void read(Path file, long kept) throws IOException {
        Map<String, Hold> begun = new HashMap<>();
        String text = Files.readString(file);
        // A process that was killed may have left half a line.
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "held" -> begun.put(words[1], hold(file, words));
                case "gone" -> {
                    Hold hold = Objects.requireNonNull(begun.remove(words[1]), line);
                    long until = Long.parseLong(words[5]);
                    holds.add(new Hold(file, hold.protocol, hold.block, hold.from, until));
                }
                case "bound" -> bound += Integer.parseInt(words[1]);
                default -> throw new IOException(file + ": " + line);
            }
        }
        for (Hold hold : begun.values()) {
            holds.add(new Hold(file, hold.protocol, hold.block, hold.from, Math.max(hold.from, kept)));
        }
    }

    /** Where a port has two holders at once, a line each. */
    List<String> fouls() {
        List<String> fouls = new ArrayList<>();
        Map<Integer, Hold> last = new HashMap<>();
        holds.sort(Comparator.comparingLong(Hold::from));
        for (Hold hold : holds) {
            for (Protocol pool : List.of(Protocol.TCP, Protocol.UDP)) {
                for (int port = hold.block.start(); hold.protocol.meets(pool) && port <= hold.block.last(); port++) {
                    Hold before = last.put(pool == Protocol.UDP ? -port : port, hold);
                    if (before != null && before.until > hold.from) {
                        fouls.add(pool + " " + port + ": " + before + " and " + hold);
                    }
                }
            }
        }
        return fouls;
    }

    int holds() {
        return holds.size();
    }

    /** How many sockets were bound in blocks. */
    int bound() {
        return bound;
    }

    /** In how many blocks each process was. */
    Map<Path, Long> byProcess() {
        return holds.stream().collect(Collectors.groupingBy(Hold::by, Collectors.counting()));
    }

    private static Hold hold(Path file, String... words) {
        PortBlock block = PortBlock.of(Integer.parseInt(words[3]), Integer.parseInt(words[4]));
        long from = Long.parseLong(words[5]);
        return new Hold(file, Protocol.of(words[2]), block, from, from);
    }
}
