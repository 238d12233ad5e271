package dev.berth.engine;

import dev.berth.api.Lifetime;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.engine.store.StoreContents;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.Life;
import dev.berth.kernel.PortSet;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose the ports are, in memory: what the store and the guard held when somebody looked under the lock, kept up by what
 * was done since. Belongs to who holds the lock.
 */
final class Books {
    private final Pool tcp = new Pool();
    private final Pool udp = new Pool();
    private final Map<Token, GuardEntry> runtime = new HashMap<>();
    private final Map<Life, Set<Token>> owners = new HashMap<>();
    private final Map<Long, Usage> users = new HashMap<>();
    private final Map<Long, Set<Token>> ofUsers = new HashMap<>();
    private final Map<Request, Token> requests = new HashMap<>();
    /** Those that were found, and not entered by who made them: their maker may have died before it had answered. */
    private final Set<Token> unanswered = new HashSet<>();

    /** A request: each process counts its own. */
    private record Request(Life owner, long number) {
        static Request of(GuardEntry entry) {
            return new Request(entry.owner(), entry.origin().request());
        }
    }

    /** What the store records and what the guard was made to hold. */
    Books(StoreContents contents, Matching matching) {
        contents.all().forEach(stored -> keep(stored.protocol(), stored.block()));
        contents.unusable().stream()
                .flatMap(file -> file.name().stream())
                .forEach(name -> keep(name.protocol(), name.block()));
        matching.kept().forEach(entry -> keep(entry.protocol(), entry.block()));
        matching.runtime().forEach(this::enter);
        unanswered.addAll(runtime.keySet());
    }

    /** A runtime reservation begins. */
    void enter(GuardEntry entry) {
        pools(entry.protocol()).forEach(pool -> pool.take(entry.block()));
        runtime.put(entry.token(), entry);
        owners.computeIfAbsent(entry.owner(), _ -> new HashSet<>()).add(entry.token());
        users.merge(
                entry.origin().uid(),
                Usage.NOTHING.plus(entry.block().count()),
                (held, _) -> held.plus(entry.block().count()));
        ofUsers.computeIfAbsent(entry.origin().uid(), _ -> new HashSet<>()).add(entry.token());
        if (entry.origin().request() != 0) {
            requests.put(Request.of(entry), entry.token());
        }
    }

    /** A runtime reservation ends; no matter if it is not in the books. */
    void strike(Token token) {
        GuardEntry entry = runtime.remove(token);
        if (entry != null) {
            pools(entry.protocol()).forEach(pool -> pool.give(entry.block()));
            owners.computeIfPresent(
                    entry.owner(), (_, tokens) -> tokens.remove(token) && tokens.isEmpty() ? null : tokens);
            users.computeIfPresent(
                    entry.origin().uid(),
                    (_, held) ->
                            held.blocks() == 1 ? null : held.minus(entry.block().count()));
            ofUsers.computeIfPresent(
                    entry.origin().uid(), (_, tokens) -> tokens.remove(token) && tokens.isEmpty() ? null : tokens);
            requests.remove(Request.of(entry), token);
            unanswered.remove(token);
        }
    }

    /** The runtime reservation of a token. */
    Optional<GuardEntry> runtime(Token token) {
        return Optional.ofNullable(runtime.get(token));
    }

    /** The runtime reservation that a request of a process has got; empty without a number. */
    Optional<GuardEntry> answered(long request, Life owner) {
        return Optional.ofNullable(requests.get(new Request(owner, request))).flatMap(this::runtime);
    }

    /** Tells whether nobody here knows that who acquired it was answered: then it may be half made. */
    boolean isUnanswered(Token token) {
        return unanswered.contains(token);
    }

    /** Who acquired it is answered. */
    void answer(Token token) {
        unanswered.remove(token);
    }

    /** What a user holds. */
    Usage usage(long uid) {
        return users.getOrDefault(uid, Usage.NOTHING);
    }

    /** The processes that have runtime reservations. */
    Set<Life> owners() {
        return Set.copyOf(owners.keySet());
    }

    /** The runtime reservations that count for a user. */
    List<GuardEntry> ofUser(long uid) {
        return ofUsers.getOrDefault(uid, Set.of()).stream()
                .flatMap(token -> runtime(token).stream())
                .toList();
    }

    /** The runtime reservations of a process. */
    List<Token> of(Life owner) {
        return List.copyOf(owners.getOrDefault(owner, Set.of()));
    }

    /** The runtime reservations that hang on sockets. */
    List<Token> anchored() {
        return runtime.values().stream()
                .filter(entry -> entry.lifetime() == Lifetime.SOCKET)
                .map(GuardEntry::token)
                .toList();
    }

    /** Tells whether a port of the block is somebody's. */
    boolean meets(Protocol protocol, PortBlock block) {
        return pools(protocol).stream().anyMatch(pool -> pool.meets(block));
    }

    /** Those of the ports that are nobody's. */
    BitSet free(Protocol protocol, PortSet ports) {
        BitSet free = ports.toBitSet();
        pools(protocol).forEach(pool -> pool.removeFrom(free));
        return free;
    }

    /** How many of the ports runtime reservations have. */
    int runtimeAmong(PortSet ports) {
        return PortSet.of(runtime.values().stream().map(GuardEntry::block).toList())
                .and(ports)
                .size();
    }

    private void keep(Protocol protocol, PortBlock block) {
        pools(protocol).forEach(pool -> pool.keep(block));
    }

    private List<Pool> pools(Protocol protocol) {
        return switch (protocol) {
            case TCP -> List.of(tcp);
            case UDP -> List.of(udp);
            case TCP_UDP -> List.of(tcp, udp);
        };
    }
}
