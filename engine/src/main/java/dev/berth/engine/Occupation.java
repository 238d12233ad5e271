package dev.berth.engine;

import dev.berth.kernel.Holder;
import dev.berth.kernel.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says who is in the way of a new reservation, and how to get past. */
final class Occupation {
    private static final String TIME_WAIT = "TIME-WAIT";
    private static final int MOST_NAMED = 3;

    private Occupation() {}

    /** The clause for ports that are held by these sockets, or by sockets that no table shows. */
    static String clause(PortSet busy, List<Holder> holders) {
        List<Holder> alive = holders.stream()
                .filter(holder -> !holder.state().equals(TIME_WAIT))
                .toList();
        PortSet unseen =
                PortSet.where(port -> busy.contains(port) && holders.stream().noneMatch(h -> h.port() == port));
        if (alive.isEmpty() && unseen.isEmpty()) {
            return timeWait(holders);
        }
        List<String> parts = new ArrayList<>();
        for (int port : busy.stream().toArray()) {
            part(port, alive, unseen).ifPresent(parts::add);
        }
        String more = parts.size() > MOST_NAMED ? ", and " + (parts.size() - MOST_NAMED) + " more ports are" : "";
        String named = String.join(", ", parts.subList(0, Math.min(parts.size(), MOST_NAMED)));
        return named + more + "; stop " + (parts.size() == 1 ? "it" : "them") + ", or choose another block";
    }

    private static Optional<String> part(int port, List<Holder> alive, PortSet unseen) {
        if (unseen.contains(port)) {
            return Optional.of(
                    "port " + port
                            + " is in use by a socket that the kernel does not list: bound, and neither listening nor connected");
        }
        // A listener says more about whose port it is than its connections do.
        return alive.stream()
                .filter(holder -> holder.port() == port)
                .min((one, other) -> Integer.compare(rank(one), rank(other)))
                .map(holder -> "port " + port + " is in use by " + Sockets.describe(holder));
    }

    private static int rank(Holder holder) {
        int listening = holder.state().equals("LISTEN") ? 0 : 1;
        return holder.owner().isPresent() ? listening : 2 + listening;
    }

    private static String timeWait(List<Holder> holders) {
        Holder first = holders.getFirst();
        return "port " + first.port() + " is in TIME_WAIT on " + Sockets.address(first)
                + " after a connection that was closed, which ends by itself within 60 seconds; try again then, or choose"
                + " another block";
    }
}
