package dev.berth.engine;

import dev.berth.kernel.GuardEntry;

/** How messages call an entry of the guard. */
final class GuardNames {
    private GuardNames() {}

    /** {@code tcp 9000-9003 for pid 4121, runtime}. */
    static String title(GuardEntry entry) {
        String ports = entry.protocol() + " " + entry.block();
        return switch (entry.state()) {
            case PENDING -> ports + ", which pid " + entry.owner().pid() + " is creating";
            case PERSISTENT -> ports;
            case RUNTIME ->
                ports + ", a runtime reservation of pid " + entry.owner().pid();
        };
    }
}
