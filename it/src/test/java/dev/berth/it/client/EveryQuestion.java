package dev.berth.it.client;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Consumer;
import dev.berth.api.Deny;
import dev.berth.api.Event;
import dev.berth.api.LowPorts;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Remedy;
import dev.berth.api.ReservationChange;
import dev.berth.api.ReservationRequest;
import dev.berth.api.Token;
import dev.berth.client.ClientPorts;
import dev.berth.client.Watching;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Each method of the interface, asked with all that it takes; twice where it takes one thing or another. */
final class EveryQuestion {
    private static final PortBlock BLOCK = PortBlock.of(8080, 4);
    private static final Token TOKEN = new Token(7);
    private static final int SOCKET = 3;
    private static final List<Consumer> CONSUMERS = List.of(
            new Consumer.User("bob", OptionalLong.of(1000)),
            new Consumer.Group("web", OptionalLong.of(33)),
            Consumer.cgroup("/a.slice"));
    private static final ReservationChange RULES =
            ReservationChange.NONE.consumers(CONSUMERS).denyWith(Deny.EACCES).lowPorts(LowPorts.PRIVILEGED);

    private EveryQuestion() {}

    static Map<String, List<Function<ClientPorts, Outcome<?>>>> byMethod() {
        Map<String, List<Function<ClientPorts, Outcome<?>>>> questions = new LinkedHashMap<>();
        questions.put("Acquire", List.of(ports -> ports.acquire(acquisition(), SOCKET)));
        questions.put("Release", List.of(ports -> ports.forceRelease(TOKEN)));
        questions.put("Associate", List.of(ports -> ports.associate(SOCKET, Protocol.TCP, TOKEN)));
        questions.put("List", List.of(ClientPorts::list));
        questions.put("Lookup", List.of(ports -> ports.lookup("web"), ports -> ports.lookup(Protocol.TCP, BLOCK)));
        questions.put("Create", List.of(ports -> ports.create(creation())));
        questions.put(
                "Change",
                List.of(
                        ports -> ports.change("web", RULES.named("other")),
                        ports -> ports.change(Protocol.TCP, BLOCK, RULES.nameless())));
        questions.put("Delete", List.of(ports -> ports.delete(Protocol.TCP, BLOCK)));
        questions.put("Exclude", List.of(ports -> ports.exclude(Protocol.TCP, BLOCK)));
        questions.put("RemoveExclusion", List.of(ports -> ports.removeExclusion(Protocol.TCP, BLOCK)));
        questions.put("Restore", List.of(ClientPorts::restore));
        questions.put("Disable", List.of(ClientPorts::purge));
        questions.put("Watch", List.of(EveryQuestion::watch));
        questions.put("Metrics", List.of(ClientPorts::metrics));
        return questions;
    }

    private static AcquireRequest acquisition() {
        return new AcquireRequest(Protocol.TCP, 4, OptionalInt.of(8080), CONSUMERS, Deny.EACCES);
    }

    private static ReservationRequest creation() {
        return new ReservationRequest(
                Protocol.TCP,
                BLOCK,
                Optional.of("web"),
                CONSUMERS,
                Deny.EACCES,
                LowPorts.PRIVILEGED,
                Set.of(Remedy.values()));
    }

    /** Until the first reply. */
    private static Outcome<Long> watch(ClientPorts ports) {
        AtomicReference<Watching> watching = new AtomicReference<>();
        watching.set(ports.watching(new Watching.Watcher() {
            @Override
            public void happened(Event event) {
                watching.get().close();
            }

            @Override
            public void begins() {
                watching.get().close();
            }
        }));
        return watching.get().run();
    }
}
