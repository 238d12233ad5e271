package dev.berth.cli;

import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import java.util.List;

/**
 * Blocks as people write them: {@code 8080}, {@code 8080-8083}, {@code 8080+4}, or {@code 8080 4} as two words.
 *
 * <p>What is a number, though no sound block, is passed on: zero and the end of the range are the callee's to refuse,
 * with the code that Windows gives.
 */
final class Blocks {
    static final String FORMS = "8080, 8080-8083, 8080+4, or START COUNT";

    private Blocks() {}

    static Protocol protocol(String word) {
        try {
            return Protocol.of(word);
        } catch (IllegalArgumentException unknown) {
            throw new UsageException(String.valueOf(unknown.getMessage()), unknown);
        }
    }

    /** The block of one or two words. */
    static PortBlock parse(List<String> words) {
        String first = words.getFirst();
        if (words.size() == 2) {
            return PortBlock.of(number(first, first), number(words.get(1), words.get(1)));
        }
        int plus = first.indexOf('+');
        if (plus >= 0) {
            return PortBlock.of(number(first.substring(0, plus), first), number(first.substring(plus + 1), first));
        }
        int dash = first.indexOf('-');
        if (dash >= 0) {
            return between(number(first.substring(0, dash), first), number(first.substring(dash + 1), first), first);
        }
        return PortBlock.of(number(first, first));
    }

    private static PortBlock between(int start, int end, String word) {
        if (end < start) {
            throw new UsageException("'" + word + "': the end is before the start");
        }
        // 0-65535 is one port more than a count can say; port 0 alone is reason enough for the refusal it will get.
        return PortBlock.between(start, start == 0 ? Math.min(end, PortBlock.MAX_PORT - 1) : end);
    }

    private static int number(String digits, String word) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                throw new UsageException("'" + word + "' is no block: " + FORMS);
            }
            // Stays above the largest port, whatever follows, and never overflows.
            value = Math.min(value * 10 + (c - '0'), PortBlock.MAX_PORT + 1);
        }
        if (digits.isEmpty()) {
            throw new UsageException("'" + word + "' is no block: " + FORMS);
        }
        if (value > PortBlock.MAX_PORT) {
            throw new UsageException("'" + word + "' has a number over " + PortBlock.MAX_PORT);
        }
        return value;
    }
}
