package dev.berth.it.ports;

import dev.berth.api.Consumer;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Ports;
import dev.berth.api.Protocol;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import java.util.List;

/**
 * A change as a process says it, in one line of words that look like Berth's command line.
 *
 * @param verb {@code create}, {@code delete}, {@code change}, {@code exclude}, {@code remove} an exclusion,
 *     {@code restore}, {@code disable}, {@code purge}
 * @param protocol of the block, where the verb has one
 * @param block the ports
 * @param consumer the user that may bind from then on; may be empty
 */
record Change(String verb, Protocol protocol, PortBlock block, String consumer) {
    static final Change RESTORE = of("restore");
    static final Change DISABLE = of("disable");
    static final Change PURGE = of("purge");

    private static Change of(String verb) {
        return new Change(verb, Protocol.TCP, PortBlock.of(1), "");
    }

    static Change parse(String line) {
        String[] words = line.split(" ", -1);
        return new Change(
                words[0],
                Protocol.of(words[1]),
                PortBlock.of(Integer.parseInt(words[2]), Integer.parseInt(words[3])),
                words[4]);
    }

    /** What it is about: the name of the file that records it. */
    String what() {
        boolean exclusion = verb.equals("exclude") || verb.equals("remove");
        return (exclusion ? "exclude-" : "") + protocol + "-" + block.start() + "-" + block.count() + ".json";
    }

    /** Makes it. */
    Outcome<?> make(Ports ports) {
        List<Consumer> consumers = consumer.isEmpty() ? List.of() : List.of(Consumer.user(consumer));
        return switch (verb) {
            case "create" -> {
                ReservationRequest request = ReservationRequest.of(protocol, block);
                yield ports.create(consumers.isEmpty() ? request : request.consumer(consumers.getFirst()));
            }
            case "delete" -> ports.delete(protocol, block);
            case "change" -> ports.change(protocol, block, ReservationChange.NONE.consumers(consumers));
            case "exclude" -> ports.exclude(protocol, block);
            case "remove" -> ports.removeExclusion(protocol, block);
            case "disable" -> ports.disable();
            case "purge" -> ports.purge();
            default -> ports.restore();
        };
    }

    /** The words that make it on Berth's command line. */
    List<String> commandLine() {
        String start = "" + block.start();
        String count = "" + block.count();
        String label = protocol.label();
        return switch (verb) {
            case "create", "change" -> List.of(verb, label, start, count, "--consumer", "user:" + consumer);
            case "delete", "exclude" -> List.of(verb, label, start, count);
            case "remove" -> List.of("exclude", label, start, count, "--remove");
            case "purge" -> List.of("disable", "--purge");
            default -> List.of(verb);
        };
    }

    @Override
    public String toString() {
        return verb + " " + protocol + " " + block.start() + " " + block.count() + " " + consumer;
    }
}
