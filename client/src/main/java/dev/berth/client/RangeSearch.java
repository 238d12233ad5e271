package dev.berth.client;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.RuntimePorts;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Acquires a block that lies within a range, by asking for one after the other.
 *
 * @param within the range
 * @param order which is tried first
 */
record RangeSearch(PortBlock within, Order order) {
    Outcome<AcquiredBlock> acquire(RuntimePorts ports, AcquireRequest request) {
        int places = within.count() - request.count() + 1;
        if (within.problem().isPresent() || request.count() < 1 || places < 1) {
            return Outcome.refused(Code.WSAEINVAL, wanted(request) + ": " + unsound(request));
        }
        int first = order == Order.ASCENDING ? 0 : ThreadLocalRandom.current().nextInt(places);
        for (int i = 0; i < places; i++) {
            int start = within.start() + (first + i) % places;
            Outcome<AcquiredBlock> asked = ports.acquire(request.startingAt(start));
            if (asked.code() != Code.WSAEADDRINUSE) {
                return asked;
            }
        }
        return Outcome.refused(
                Code.WSAENOBUFS,
                wanted(request) + ": each is in use or reserved; wait until some are given back, or widen the range");
    }

    private String unsound(AcquireRequest request) {
        return within.problem()
                .orElse(
                        request.count() < 1
                                ? "a block has at least one port"
                                : "the range has " + within.count() + (within.count() == 1 ? " port" : " ports"));
    }

    private String wanted(AcquireRequest request) {
        return "acquire " + request.count() + " " + request.protocol() + (request.count() == 1 ? " port" : " ports")
                + " within " + within;
    }
}
