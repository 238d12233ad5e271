package dev.berth.engine;

import dev.berth.api.AcquireRequest;
import dev.berth.api.Deny;
import dev.berth.api.Lifetime;
import dev.berth.api.LowPorts;
import dev.berth.api.PortBlock;
import dev.berth.api.Protocol;
import dev.berth.api.Token;
import dev.berth.kernel.GuardEntry;
import dev.berth.kernel.GuardEntry.State;
import dev.berth.kernel.Origin;
import dev.berth.kernel.Rights;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a process wants to acquire.
 *
 * @param protocol the pool or pools
 * @param count how many ports
 * @param block exactly which; any when empty
 * @param deny what strangers get
 * @param rights who may bind inside besides the process and its descendants
 * @param anchor the descriptor of the socket whose last close is to end it
 * @param tenant who for; the calling process when empty
 * @param number by which a request that is sent once more is recognized; 0 without
 */
record Wish(
        Protocol protocol,
        int count,
        Optional<PortBlock> block,
        Deny deny,
        Rights rights,
        OptionalInt anchor,
        Optional<Tenant> tenant,
        long number) {
    /** A request whose consumers are known and whose {@link #problem} there is none. */
    static Wish of(AcquireRequest request, Rights rights, OptionalInt anchor, Optional<Tenant> tenant, long number) {
        Optional<PortBlock> block = request.start().isPresent()
                ? Optional.of(PortBlock.of(request.start().getAsInt(), request.count()))
                : Optional.empty();
        return new Wish(request.protocol(), request.count(), block, request.deny(), rights, anchor, tenant, number);
    }

    /** Why no reservation can be what a request asks for, as a clause; empty if one can. */
    static Optional<String> problem(AcquireRequest request) {
        int count = request.count();
        if (count < 1 || count > PortBlock.MAX_PORT) {
            return Optional.of(count + " ports: a block has 1 to " + PortBlock.MAX_PORT);
        }
        if (request.start().isEmpty()) {
            return Optional.empty();
        }
        int start = request.start().getAsInt();
        return start < 0 || start > PortBlock.MAX_PORT
                ? Optional.of("port " + start + " is not between 1 and " + PortBlock.MAX_PORT)
                : PortBlock.of(start, count).problem();
    }

    /** How messages begin: {@code acquire tcp 9000-9003}, {@code acquire 4 tcp ports}. */
    static String title(AcquireRequest request) {
        return request.start().isPresent() && problem(request).isEmpty()
                ? "acquire " + request.protocol() + " "
                        + PortBlock.of(request.start().getAsInt(), request.count())
                : "acquire " + request.count() + " " + request.protocol() + (request.count() == 1 ? " port" : " ports");
    }

    /** The guard's entry for a block that satisfies the wish. */
    GuardEntry entry(Token token, PortBlock chosen, Tenant owner, Instant since) {
        return new GuardEntry(
                token,
                State.RUNTIME,
                protocol,
                chosen,
                deny,
                LowPorts.FREE_FOR_CONSUMERS,
                owner.life(),
                rights,
                anchor.isPresent() ? Lifetime.SOCKET : Lifetime.PROCESS,
                since,
                new Origin(owner.uid(), number));
    }
}
