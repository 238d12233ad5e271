package dev.berth.engine;

import java.util.OptionalLong;

/** Names that are numbers: pids and uids. */
final class Numbers {
    private static final int DIGITS = 10;

    /** The number that a name is; empty if it has another character than digits, or too many of them. */
    static OptionalLong of(String name) {
        boolean number =
                !name.isEmpty() && name.length() <= DIGITS && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? OptionalLong.of(Long.parseLong(name)) : OptionalLong.empty();
    }

    private Numbers() {}
}
