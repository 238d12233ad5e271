package dev.berth.engine;

import dev.berth.kernel.Holder;
import java.net.Inet6Address;
import java.util.regex.Pattern;

/** How messages call a socket and its address. */
final class Sockets {
    private static final Pattern LONGEST_ZEROS = Pattern.compile("(^|:)0(:0)+(:|$)");

    private Sockets() {}

    /** {@code pid 4121 (java, user bob), listening on 0.0.0.0:8080}. */
    static String describe(Holder holder) {
        String who = holder.owner().map(Holder.Owner::toString).orElse("a socket of no process");
        String does = switch (holder.state()) {
            case "LISTEN" -> "listening on ";
            case "UNCONN", "BOUND" -> "bound to ";
            case "ESTAB" -> "connected from ";
            default -> "in " + holder.state() + " on ";
        };
        return who + ", " + does + address(holder);
    }

    /** {@code 0.0.0.0:8080} or {@code [::1]:8080}. */
    static String address(Holder holder) {
        String host = holder.address().getHostAddress();
        return holder.address() instanceof Inet6Address
                ? "[" + shortened(host) + "]:" + holder.port()
                : host + ":" + holder.port();
    }

    /** The first run of zeros as {@code ::}, as {@code ss} prints it. */
    private static String shortened(String ipv6) {
        return LONGEST_ZEROS.matcher(ipv6).replaceFirst("::");
    }
}
