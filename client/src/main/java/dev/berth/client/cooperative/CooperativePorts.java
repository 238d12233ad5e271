package dev.berth.client.cooperative;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.RuntimePorts;
import dev.berth.api.Token;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/**
 * Reservations that hold among those who make them in this way, on one machine: a lock in a shared file, and in TCP ports
 * a socket that is bound and does not listen, where the system lets a server in beside it. Works without privilege, on
 * every system that Java knows.
 *
 * <p>A block is free on all addresses when it is given. It lives until it is released, at the latest with the process.
 * Consumers and what a stranger's bind gets are not looked at: nobody is refused anything.
 *
 * <p>Safe for concurrent use.
 */
public final class CooperativePorts implements RuntimePorts {
    /** The environment variable that names the lock file. */
    public static final String VARIABLE = "BERTH_LOCKS";

    /** The environment variable that keeps sockets out of reserved ports, by {@code false}. */
    private static final String PLACEHOLDERS = "BERTH_PLACEHOLDERS";

    /** By token. Of the process and not of the object: as with berthd, losing the object ends no reservation. */
    private static final Map<Token, Hold> HELD = new ConcurrentHashMap<>();

    private final LockFile locks;
    private final BooleanSupplier placeholders;

    /** Those of a lock file; whether sockets stay in their ports is asked when there is one to stay. */
    CooperativePorts(LockFile locks, BooleanSupplier placeholders) {
        this.locks = locks;
        this.placeholders = placeholders;
    }

    /** {@return those of this machine, that is, of all who use the same lock file} */
    public static CooperativePorts ofThisMachine() {
        Map<String, String> environment = System.getenv();
        boolean wanted = !"false".equalsIgnoreCase(environment.get(PLACEHOLDERS));
        return new CooperativePorts(
                LockFile.at(LockPlace.lockFile(environment)), () -> wanted && Neighborhood.LETS_SERVERS_IN);
    }

    /** What a reservation consists of. */
    private record Hold(LockFile.Held lock, Placeholder places) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (lock) {
                places.close();
            }
        }
    }

    /** Asked when it is first needed, and once. */
    private static final class Neighborhood {
        static final boolean LETS_SERVERS_IN = Placeholder.letsServersIn();
    }

    @Override
    public Outcome<AcquiredBlock> acquire(AcquireRequest request) {
        String wanted =
                "acquire " + request.count() + " " + request.protocol() + (request.count() == 1 ? " port" : " ports");
        if (request.count() < 1 || request.count() > PortBlock.MAX_PORT) {
            return Outcome.refused(Code.WSAEINVAL, wanted + ": a block has 1 to " + PortBlock.MAX_PORT + " ports");
        }
        try {
            return request.start().isPresent()
                    ? exactly(wanted, request, request.start().getAsInt())
                    : any(wanted, request);
        } catch (IOException failed) {
            return Outcome.refused(Code.ERROR_IO_DEVICE, wanted + ": " + failed.getMessage());
        }
    }

    @Override
    public Outcome<Token> release(Token token) {
        Hold hold = HELD.remove(token);
        if (hold == null) {
            return Outcome.refused(
                    Code.WSAEINVAL, "release " + token + ": this process has no cooperative reservation of that token");
        }
        try (hold) {
            return Outcome.granted(token);
        } catch (IOException failed) {
            return Outcome.refused(Code.ERROR_IO_DEVICE, "release " + token + ": " + failed.getMessage());
        }
    }

    /** Nothing is held by this object itself. */
    @Override
    public void close() {}

    private Outcome<AcquiredBlock> exactly(String wanted, AcquireRequest request, int start) throws IOException {
        if (start < 0 || start > PortBlock.MAX_PORT) {
            return Outcome.refused(Code.WSAEINVAL, wanted + ": " + start + " is no port");
        }
        PortBlock block = PortBlock.of(start, request.count());
        Optional<String> problem = block.problem();
        if (problem.isPresent()) {
            return Outcome.refused(Code.WSAEINVAL, wanted + ": " + problem.get());
        }
        String exact = "acquire " + request.protocol() + " " + block;
        try {
            return taken(request, block)
                    .map(Outcome::granted)
                    .orElseGet(() -> Outcome.refused(
                            Code.WSAEADDRINUSE,
                            exact + ": it overlaps a cooperative reservation, as " + locks
                                    + " tells; choose another block, or wait until that process gives it back"));
        } catch (PortTakenException taken) {
            return Outcome.refused(
                    Code.WSAEADDRINUSE,
                    exact + ": " + taken.getMessage() + "; stop what has it, or choose another block");
        }
    }

    private Outcome<AcquiredBlock> any(String wanted, AcquireRequest request) throws IOException {
        PrimitiveIterator.OfInt starts = Choices.starts(request.count()).iterator();
        while (starts.hasNext()) {
            try {
                Optional<AcquiredBlock> got = taken(request, PortBlock.of(starts.nextInt(), request.count()));
                if (got.isPresent()) {
                    return Outcome.granted(got.get());
                }
            } catch (PortTakenException tryTheNext) {
                // As if somebody had it reserved.
            }
        }
        return Outcome.refused(
                Code.WSAENOBUFS,
                wanted + ": no such block is left in " + Choices.RANGE
                        + "; wait until somebody gives some back, ask for fewer, or name a range");
    }

    /** The block, if nobody has a lock in it. */
    private Optional<AcquiredBlock> taken(AcquireRequest request, PortBlock block) throws IOException {
        Optional<LockFile.Held> lock = locks.lock(request.protocol(), block);
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        boolean complete = false;
        try {
            Placeholder places = Placeholder.in(request.protocol(), block, placeholders.getAsBoolean());
            complete = true;
            Token token = keep(new Hold(lock.get(), places));
            return Optional.of(AcquiredBlock.cooperative(token, request.protocol(), block, this));
        } finally {
            if (!complete) {
                lock.get().close();
            }
        }
    }

    private static Token keep(Hold hold) {
        Token token;
        do {
            token = new Token(ThreadLocalRandom.current().nextLong());
        } while (!token.isPresent() || HELD.putIfAbsent(token, hold) != null);
        return token;
    }
}
