package dev.berth.iphlpapi;

import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Reservation;
import dev.berth.api.Standing;
import java.util.Locale;
import java.util.Optional;

/** What a call came to, for people: nothing of it is in network order. */
final class Explanation {
    /** The sentence of a call, with the block that it really meant. */
    static String of(String verb, Protocol protocol, PortBlock block, Outcome<Reservation> outcome) {
        return beginning(function(verb, protocol), outcome.code())
                + sentence(verb, protocol, block, outcome)
                + hint(block);
    }

    /** A question to who probably forgot the network order; nothing where it probably was not forgotten. */
    static String hint(PortBlock block) {
        return probablyMeant(block)
                .map(port -> " (StartPort is in network order: did you mean htons(" + port + ")?)")
                .orElse("");
    }

    /** The sentence of a call that is answered with one. */
    static String of(String function, Outcome<String> outcome) {
        return beginning(function, outcome.code())
                + switch (outcome) {
                    case Outcome.Refused<String> refused -> refused.message();
                    case Outcome.Granted<String> granted -> granted.value() + warnings(granted);
                };
    }

    /**
     * The other port that the same bits are when they are not swapped, where the block could start there and people
     * would rather choose it: it has fewer digits before the zeros at its end, or as many and is smaller.
     */
    static Optional<Integer> probablyMeant(PortBlock block) {
        int other = IpHelper.ntohs((short) block.start());
        boolean rather =
                digits(other) != digits(block.start()) ? digits(other) < digits(block.start()) : other < block.start();
        return rather && other != 0 && other + block.count() - 1 <= PortBlock.MAX_PORT
                ? Optional.of(other)
                : Optional.empty();
    }

    private static String sentence(String verb, Protocol protocol, PortBlock block, Outcome<Reservation> outcome) {
        return switch (outcome) {
            case Outcome.Refused<Reservation> refused -> refused.message();
            case Outcome.Granted<Reservation> granted ->
                switch (verb) {
                            case "create" -> "reserved ";
                            case "delete" -> "deleted ";
                            default -> "found ";
                        }
                        + protocol
                        + " "
                        + block
                        + unlessEnforced(verb, granted.value().standing())
                        + warnings(granted);
        };
    }

    private static String beginning(String function, Code code) {
        return function + ": " + code.name() + " (" + code.number() + "): " + code.text() + " ";
    }

    private static String warnings(Outcome.Granted<?> granted) {
        return granted.warnings().stream().map(warning -> "; " + warning).reduce("", String::concat);
    }

    private static String unlessEnforced(String verb, Standing standing) {
        return verb.equals("delete")
                ? ""
                : switch (standing) {
                    case ENFORCED -> "";
                    case NOT_ENFORCED -> ", which the kernel does not keep: run 'berth restore'";
                    case NOT_VERIFIED -> ", as recorded: you may not see whether the kernel keeps it";
                };
    }

    private static String function(String verb, Protocol protocol) {
        return capital(verb) + "Persistent" + capital(protocol.label()) + "PortReservation";
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static int digits(int port) {
        int left = port;
        while (left != 0 && left % 10 == 0) {
            left /= 10;
        }
        return Integer.toString(left).length();
    }

    private Explanation() {}
}
