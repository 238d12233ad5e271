package dev.berth.engine;

import dev.berth.api.Endpoint;
import dev.berth.api.Entry;
import dev.berth.api.Owners;

/** How messages call a socket. */
final class Sockets {
    private Sockets() {}

    /** {@code pid 4121 (java, user bob), listening on 0.0.0.0:8080}. */
    static String describe(Entry entry) {
        return who(entry) + ", " + what(entry);
    }

    /** {@code pid 4121 (java, user bob)}. */
    static String who(Entry entry) {
        return switch (entry.owners()) {
            case Owners.Known known -> known.processes().getFirst().toString();
            case Owners.Unknown _ -> "a process that the caller may not see";
            case Owners.Nobody _, Owners.NotAsked _ -> "a socket of no process";
        };
    }

    /** {@code listening on 0.0.0.0:8080}. */
    static String what(Entry entry) {
        String does = switch (entry.state()) {
            case LISTEN -> "listening on ";
            case UNCONNECTED, BOUND -> "bound to ";
            case ESTABLISHED -> "connected from ";
            case SYN_SENT, SYN_RECV, FIN_WAIT_1, FIN_WAIT_2, TIME_WAIT, CLOSE_WAIT, LAST_ACK, CLOSING ->
                "in " + entry.state().label() + " on ";
        };
        return does + address(entry);
    }

    /** {@code 0.0.0.0:8080} or {@code [::1]:8080}; an IPv4 address within IPv6 as IPv4. */
    static Endpoint address(Entry entry) {
        return new Endpoint(entry.local().address().unmapped(), entry.local().port());
    }
}
