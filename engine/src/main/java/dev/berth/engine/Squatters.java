package dev.berth.engine;

import dev.berth.api.Consumer;
import dev.berth.api.Protocol;
import dev.berth.engine.store.StoredReservation;
import dev.berth.kernel.Holder;
import dev.berth.kernel.PortSet;
import dev.berth.kernel.SocketTable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds who was inside a block before it was guarded. */
final class Squatters {
    private static final int MOST_NAMED = 8;

    private final SocketTable sockets;

    Squatters(SocketTable sockets) {
        this.sockets = sockets;
    }

    /** One sentence for each process and port; a socket that outlived its process is passed over. */
    List<String> of(StoredReservation stored) throws IOException {
        // A set: a server and its hundred connections are one squatter.
        Set<String> sentences = new LinkedHashSet<>();
        for (Protocol pool : Pools.of(stored.protocol())) {
            for (Holder holder : sockets.holders(pool, PortSet.of(stored.block()))) {
                holder.owner()
                        .filter(owner -> !isConsumer(owner, stored))
                        .ifPresent(owner -> sentences.add(pool + " port " + holder.port() + " of " + stored.title()
                                + " is bound inside by " + owner + ", and stays so until that process closes it"));
            }
        }
        if (sentences.size() <= MOST_NAMED) {
            return List.copyOf(sentences);
        }
        int rest = sentences.size() - MOST_NAMED;
        Set<String> some =
                new LinkedHashSet<>(sentences.stream().limit(MOST_NAMED).toList());
        some.add(rest + " more sockets are bound inside " + stored.title());
        return List.copyOf(some);
    }

    // Whether a process is in a group or cgroup that was named, its owner's name does not tell.
    private static boolean isConsumer(Holder.Owner owner, StoredReservation stored) {
        return stored.consumers().stream()
                .anyMatch(consumer ->
                        consumer instanceof Consumer.User user && user.name().equals(owner.user()));
    }
}
