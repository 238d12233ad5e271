package dev.berth.engine;

import dev.berth.api.PortBlock;
import dev.berth.kernel.Guard;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.ReservedPorts;
import java.io.IOException;

/**
 * Our part of {@code ip_local_reserved_ports}. The guard's claims are its journal: recorded before ports are added and
 * taken back after they are removed, so that whatever is interrupted, no port of ours is taken for somebody else's. A
 * port that was in the list without a claim is somebody else's and stays, even while a reservation of ours needs it.
 */
final class ReservedList {
    private final Guard guard;
    private final ReservedPorts ports;

    ReservedList(Guard guard, ReservedPorts ports) {
        this.guard = guard;
        this.ports = ports;
    }

    /** The list itself, and its neighbor. */
    ReservedPorts ports() {
        return ports;
    }

    /** The ports that automatic assignment chooses from when nothing is reserved. */
    PortBlock automatic() throws IOException {
        return ports.automatic();
    }

    /** Sees to it that all of these are in the list. */
    void add(PortSet needed, Undo undo) throws IOException {
        PortSet missing = needed.minus(ports.read());
        if (missing.isEmpty()) {
            return;
        }
        PortSet claims = guard.claims();
        undo.note("taking back the claim of " + missing, () -> guard.claim(claims));
        guard.claim(claims.plus(missing));
        undo.note("removing " + missing + " from ip_local_reserved_ports", () -> ports.remove(missing));
        ports.add(missing);
    }

    /** Removes what is ours and not among these. */
    void retain(PortSet needed, Undo undo) throws IOException {
        PortSet claims = guard.claims();
        PortSet surplus = claims.minus(needed);
        if (surplus.isEmpty()) {
            return;
        }
        PortSet listed = surplus.and(ports.read());
        if (!listed.isEmpty()) {
            undo.note("adding " + listed + " to ip_local_reserved_ports again", () -> ports.add(listed));
            ports.remove(listed);
        }
        undo.note("claiming " + surplus + " again", () -> guard.claim(claims));
        guard.claim(claims.minus(surplus));
    }
}
