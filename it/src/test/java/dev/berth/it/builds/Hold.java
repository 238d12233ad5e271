package dev.berth.it.builds;

import dev.berth.api.Protocol;
import dev.berth.client.Mode;
import java.util.List;

/** How a port is held: the columns of the table of {@link Guarantee}s. */
enum Hold {
    ENFORCED("enforced", Mode.ENFORCED, true),
    COOPERATIVE_TCP("cooperative, TCP", Mode.COOPERATIVE, true),
    COOPERATIVE_TCP_ALONE("cooperative, TCP, no socket held", Mode.COOPERATIVE, false),
    COOPERATIVE_UDP("cooperative, UDP", Mode.COOPERATIVE, true);

    private final String title;
    private final Mode mode;
    private final boolean placeholders;

    Hold(String title, Mode mode, boolean placeholders) {
        this.title = title;
        this.mode = mode;
        this.placeholders = placeholders;
    }

    String title() {
        return title;
    }

    Mode mode() {
        return mode;
    }

    /** The value of {@code BERTH_PLACEHOLDERS}. */
    String placeholders() {
        return Boolean.toString(placeholders);
    }

    /** The protocols of which the column speaks. */
    List<Protocol> protocols() {
        return switch (this) {
            case ENFORCED -> List.of(Protocol.TCP, Protocol.UDP);
            case COOPERATIVE_TCP, COOPERATIVE_TCP_ALONE -> List.of(Protocol.TCP);
            case COOPERATIVE_UDP -> List.of(Protocol.UDP);
        };
    }
}
