package dev.berth.engine;

import dev.berth.api.Entry;
import dev.berth.api.OwnerProcess;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.engine.store.ConsumerRights;
import dev.berth.engine.store.StoredReservation;
import dev.berth.kernel.Kernel;
import dev.berth.kernel.PortSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds who was inside a block before it was guarded. */
final class Squatters {
    private static final int MOST_NAMED = 8;

    private final Kernel kernel;
    private final Map<Protocol, Map<Integer, List<Entry>>> inside = new EnumMap<>(Protocol.class);

    /**
     * Looks which ports of all these are held, and by whom, once for all: they may be thousands, where after a restart nobody is
     * inside, and later most have their consumers.
     */
    Squatters(Kernel kernel, List<StoredReservation> all) throws IOException {
        this.kernel = kernel;
        Occupants occupants = new Occupants(kernel);
        for (Protocol pool : Pools.of(Protocol.TCP_UDP)) {
            List<PortBlock> blocks = all.stream()
                    .filter(stored -> stored.protocol().meets(pool))
                    .map(StoredReservation::block)
                    .toList();
            PortSet held = occupants.ports(pool, PortSet.of(blocks));
            Map<Integer, List<Entry>> byPort = new HashMap<>();
            for (Entry entry : held.isEmpty() ? List.<Entry>of() : occupants.of(pool, held)) {
                byPort.computeIfAbsent(entry.local().port(), _ -> new ArrayList<>())
                        .add(entry);
            }
            inside.put(pool, byPort);
        }
    }

    /** Of one of them: one sentence for each port and the first stranger on it; a socket that outlived its process is passed over. */
    List<String> of(StoredReservation stored) throws IOException {
        Belonging belonging = new Belonging(ConsumerRights.of(stored.consumers()), kernel.processTable());
        // A set: a server and its hundred connections are one squatter.
        Set<String> sentences = new LinkedHashSet<>();
        for (Protocol pool : Pools.of(stored.protocol())) {
            for (int port = stored.block().start(); port <= stored.block().last(); port++) {
                for (Entry entry : inside(pool, port)) {
                    List<OwnerProcess> strangers = belonging.strangers(entry);
                    if (!strangers.isEmpty()) {
                        sentences.add(pool + " port " + port + " of " + stored.title() + " is bound inside by "
                                + strangers.getFirst() + ", and stays so until that process closes it");
                    }
                }
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

    private List<Entry> inside(Protocol pool, int port) {
        return inside.getOrDefault(pool, Map.of()).getOrDefault(port, List.of());
    }
}
