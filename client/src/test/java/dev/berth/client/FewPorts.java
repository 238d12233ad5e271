package dev.berth.client;

import dev.berth.api.AcquireRequest;
import dev.berth.api.AcquiredBlock;
import dev.berth.api.Code;
import dev.berth.api.Outcome;
import dev.berth.api.PortBlock;
import dev.berth.api.RuntimePorts;
import dev.berth.api.Token;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ports that are numbers only, given out from the lowest on; for one thread. */
final class FewPorts implements RuntimePorts {
    private final PortBlock range;
    private final boolean enforced;
    private final long firstToken;
    private final Map<Token, PortBlock> held = new HashMap<>();
    private @Nullable Code refusal;
    private int asked;
    private boolean closed;

    private FewPorts(PortBlock range, boolean enforced, long firstToken) {
        this.range = range;
        this.enforced = enforced;
        this.firstToken = firstToken;
    }

    static FewPorts enforced(PortBlock range) {
        return new FewPorts(range, true, 1L << 32);
    }

    static FewPorts cooperative(PortBlock range) {
        return new FewPorts(range, false, 2L << 32);
    }

    /** Answers each request for ports in this way from now on. */
    void refuseWith(Code code) {
        refusal = code;
    }

    int asked() {
        return asked;
    }

    Collection<PortBlock> held() {
        return held.values();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Outcome<AcquiredBlock> acquire(AcquireRequest request) {
        asked++;
        if (refusal != null) {
            return Outcome.refused(refusal, "as told");
        }
        int first = request.start().orElse(range.start());
        int last = request.start().orElse(range.last());
        for (int start = first; start <= last; start++) {
            PortBlock block = PortBlock.of(start, request.count());
            if (held.values().stream().noneMatch(block::overlaps)) {
                Token token = new Token(firstToken + asked);
                held.put(token, block);
                return Outcome.granted(
                        enforced
                                ? new AcquiredBlock(token, request.protocol(), block, this)
                                : AcquiredBlock.cooperative(token, request.protocol(), block, this));
            }
        }
        return Outcome.refused(Code.WSAEADDRINUSE, "taken");
    }

    @Override
    public Outcome<Token> release(Token token) {
        return held.remove(token) == null ? Outcome.refused(Code.WSAEINVAL, "no such token") : Outcome.granted(token);
    }

    @Override
    public void close() {
        closed = true;
    }
}
